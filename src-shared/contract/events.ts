import type { Alarm, Standing } from './alarm-shapes.ts';
import type { BackupState } from './backup-shapes.ts';
import type { Failure } from './failure.ts';
import type { LicenceLoad } from './licence-shapes.ts';
import type { ModuleStatus, Sale, Told } from './shapes.ts';
import type { ShiftState } from './shift-shapes.ts';
import type { PrinterState } from './waiting-shapes.ts';

/** What the till tells the screen without being asked. The same on both transports. */
export interface TillEvents {
  /** The till changed under the screen: another shop was opened. Ask `till.state` again. */
  state: Readonly<Record<string, never>>;
  /** The module came, went, or spent a transaction. */
  module: ModuleStatus;
  /** How far a sale is; the screen shows it while "Sell" is disabled. */
  progress: { readonly requestId: string; readonly step: 'asking' | 'saved' };
  /** A sale changed outside a request of this screen: taken up again after a fault. */
  sale: Sale;
  /** It became known what had become of a licence. */
  licence: LicenceLoad;
  /** How far the look at a file of meters is, in characters. */
  import: { readonly importId: string; readonly done: number; readonly of: number };
  /** How many keys of a key file have been loaded. */
  keyLoad: { readonly done: number; readonly of: number };
  /** What the till warns of is not what it was: the most urgent first. */
  alarms: readonly Alarm[];
  /** The deposit or the last backup is not what it was. */
  standing: Standing;
  /** The shift was opened, counted, closed, or money was moved. */
  shift: ShiftState;
  /** A backup began, ended well or failed. */
  backup: BackupState;
  /** How far the check of the ledger is. */
  verify: { readonly done: number; readonly of: number };
  /** It became known what happened to a sale that was left open; `sale.told` keeps it. */
  told: Told;
  /** The printer, or the slips that wait for it, are not what they were. */
  printer: PrinterState;
  /** The drawer was to open for a sale in cash, and did not. */
  drawer: { readonly saleId: number; readonly problem: Failure };
  /** A slip on its way to the printer. A failure never takes the token away. */
  print: {
    readonly saleId: number;
    readonly state: 'printing' | 'printed' | 'failed';
    readonly problem: Failure | null;
  };
}

export type EventName = keyof TillEvents;
export type TillEvent = {
  [Name in EventName]: { readonly name: Name; readonly value: TillEvents[Name] };
}[EventName];
