import { Alarms } from './alarms.ts';
import { Audit } from './audit.ts';
import { Backups } from './backups.ts';
import { Baskets } from './baskets.ts';
import { CounterReadings } from './counter-readings.ts';
import { Customers } from './customers.ts';
import { DebtMovements } from './debt-movements.ts';
import { Debts } from './debts.ts';
import { Deposits } from './deposits.ts';
import { Drawer } from './drawer.ts';
import type { HeldLedger } from './held-ledger.ts';
import { Interruptions } from './interruptions.ts';
import { KeyLoads } from './key-loads.ts';
import { Licences } from './licences.ts';
import { MeterChanges } from './meter-changes.ts';
import { MeterFiles } from './meter-files.ts';
import { MeterMonths } from './meter-months.ts';
import { Meters } from './meters.ts';
import { Modules } from './modules.ts';
import { OneCommit } from './one-commit.ts';
import { LEDGER_VERSION, openLedger } from './open.ts';
import { Operators } from './operators.ts';
import { PastTokens } from './past-tokens.ts';
import { LedgerPlace } from './place.ts';
import { Refunds } from './refunds.ts';
import { SaleLists } from './sale-lists.ts';
import { Sales } from './sales.ts';
import { Settings } from './settings.ts';
import { ShiftSums } from './shift-sums.ts';
import { Shifts } from './shifts.ts';
import { Tariffs } from './tariffs.ts';
import { WaitingSlips } from './waiting-slips.ts';
import { ZReports } from './z-reports.ts';

/** What a ledger keeps, one repository for each thing. */
export interface Books {
  readonly ledger: HeldLedger;
  readonly place: LedgerPlace;
  readonly oneCommit: OneCommit;
  readonly audit: Audit;
  readonly settings: Settings;
  readonly operators: Operators;
  readonly modules: Modules;
  readonly tariffs: Tariffs;
  readonly meters: Meters;
  readonly meterMonths: MeterMonths;
  readonly debts: Debts;
  readonly debtMovements: DebtMovements;
  readonly meterChanges: MeterChanges;
  readonly meterFiles: MeterFiles;
  readonly customers: Customers;
  readonly shifts: Shifts;
  readonly shiftSums: ShiftSums;
  readonly drawer: Drawer;
  readonly zReports: ZReports;
  readonly sales: Sales;
  readonly baskets: Baskets;
  readonly saleLists: SaleLists;
  readonly pastTokens: PastTokens;
  readonly interruptions: Interruptions;
  readonly refunds: Refunds;
  readonly deposits: Deposits;
  readonly licences: Licences;
  readonly keyLoads: KeyLoads;
  readonly alarms: Alarms;
  readonly counterReadings: CounterReadings;
  readonly backups: Backups;
  readonly waitingSlips: WaitingSlips;
}

/** @throws Refusal as {@link openLedger} does */
export function openBooks(file: string, isSuspect = false): Books {
  const ledger = openLedger(file, LEDGER_VERSION, isSuspect);
  const audit = new Audit(ledger);
  return {
    ledger,
    place: new LedgerPlace(ledger),
    oneCommit: new OneCommit(ledger),
    audit,
    settings: new Settings(ledger),
    operators: new Operators(ledger),
    modules: new Modules(ledger, audit),
    tariffs: new Tariffs(ledger),
    meters: new Meters(ledger),
    meterMonths: new MeterMonths(ledger),
    debts: new Debts(ledger, audit),
    debtMovements: new DebtMovements(ledger, audit),
    meterChanges: new MeterChanges(ledger),
    meterFiles: new MeterFiles(ledger),
    customers: new Customers(ledger),
    shifts: new Shifts(ledger, audit),
    shiftSums: new ShiftSums(ledger),
    drawer: new Drawer(ledger, audit),
    zReports: new ZReports(ledger, audit),
    sales: new Sales(ledger, audit),
    baskets: new Baskets(ledger),
    saleLists: new SaleLists(ledger),
    pastTokens: new PastTokens(ledger),
    interruptions: new Interruptions(ledger),
    refunds: new Refunds(ledger, audit),
    deposits: new Deposits(ledger, audit),
    licences: new Licences(ledger, audit),
    keyLoads: new KeyLoads(ledger, audit),
    alarms: new Alarms(ledger, audit),
    counterReadings: new CounterReadings(ledger),
    backups: new Backups(ledger),
    waitingSlips: new WaitingSlips(ledger, audit),
  };
}
