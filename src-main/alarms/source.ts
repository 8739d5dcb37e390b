import type { Alarm, AlarmThresholds, Forecast } from '../../src-shared/contract/alarm-shapes.ts';
import type { Limits } from '../ledger/alarms.ts';
import type { KeyAttributes } from '../module/security-module.ts';

/** What alarms are made from. */
export interface AlarmFacts {
  /** Null while there is no module that is ready: the status strip speaks of that. */
  readonly module: ModuleFacts | null;
  readonly forecast: Forecast;
  /** Null where none is counted. */
  readonly deposit: DepositFacts | null;
  readonly backup: BackupFacts;
  readonly sales: SalesFacts;
  /** Bytes free where the ledger is; null while that is not known. */
  readonly diskFree: number | null;
  readonly printer: PrinterFacts;
}

export interface PrinterFacts {
  /** Why nothing can be printed: the last part of a `printer.*` code; null for nothing known. */
  readonly trouble: string | null;
  /** What a person would call it. */
  readonly name: string;
  /** Slips that wait for it. */
  readonly waiting: number;
}

export interface DepositFacts {
  readonly counts: 'money' | 'steps';
  /** Minor units or steps of 0.1 kWh; below 0 on credit. */
  readonly left: number;
  readonly warnAt: number;
  /** Null where sales never stop. */
  readonly stopAt: number | null;
}

export interface BackupFacts {
  /** Where copies go; null where nobody has said. */
  readonly folder: string | null;
  /** When the last copy was made and found good; null for none. */
  readonly lastGoodAt: Date | null;
  /** Why the last attempt made none; null where it did. */
  readonly problem: 'folder-missing' | 'failed' | null;
}

/** What there is to lose. */
export interface SalesFacts {
  /** When the last one with a token was opened. */
  readonly lastAt: Date | null;
  /** There are enough of them that a shop without a copy should know. */
  readonly areMany: boolean;
}

export interface ModuleFacts {
  readonly moduleId: string;
  /** 4294967295 where nothing is counted; null where the module does not say. */
  readonly transactionsLeft: number | null;
  /** The last day (UTC) of its licence, `2027-11-30`; null where that is not known. */
  readonly licenceUntil: string | null;
  /** The module's clock minus this computer's, in seconds. */
  readonly clockDifferenceSeconds: number | null;
  readonly registers: readonly KeyAttributes[];
  /** The most there was of a key's limits in this refresh period. */
  readonly peakOf: (key: KeyAttributes) => Limits;
}

/** An alarm before it is put into words. One about a module has it in its id: put off, it is that module's. */
export interface RaisedAlarm extends Pick<Alarm, 'id' | 'level' | 'stopsSales' | 'part'> {
  /** Its sentences are `alarms.<code>.message` and `.advice` in the catalogue. */
  readonly code: string;
  readonly detail: Readonly<Record<string, string | number>>;
  /** How soon, in days from now: of two that are as bad, the nearer comes first. */
  readonly inDays: number;
}

/** Where alarms come from: a pure function. `sources.ts` lists them all. */
export type AlarmSource = (
  facts: AlarmFacts,
  thresholds: AlarmThresholds,
  now: Date,
) => readonly RaisedAlarm[];

/** The level of what counts down: reached by the number itself. Null while there is enough. */
export function levelAt(left: number, amber: number, red: number): Alarm['level'] | null {
  if (left <= red) return 'red';
  return left <= amber ? 'amber' : null;
}

const DAY_MS = 86_400_000;

/** Whole days until a moment; below zero once it is past. */
export function daysUntil(moment: Date, now: Date): number {
  return Math.floor((moment.getTime() - now.getTime()) / DAY_MS);
}
