import { Alarms } from './alarms.ts';
import { CounterReadings } from './counter-readings.ts';
import { KeyLoads } from './key-loads.ts';
import { Licences } from './licences.ts';
import { Meters } from './meters.ts';
import { Modules } from './modules.ts';
import { type Ledger, openLedger } from './open.ts';
import { Operators } from './operators.ts';
import { Sales } from './sales.ts';
import { Settings } from './settings.ts';
import { Tariffs } from './tariffs.ts';

/** What a ledger keeps, one repository for each thing. */
export interface Books {
  readonly ledger: Ledger;
  readonly settings: Settings;
  readonly operators: Operators;
  readonly modules: Modules;
  readonly tariffs: Tariffs;
  readonly meters: Meters;
  readonly sales: Sales;
  readonly licences: Licences;
  readonly keyLoads: KeyLoads;
  readonly alarms: Alarms;
  readonly counterReadings: CounterReadings;
}

/** @throws Refusal as {@link openLedger} does */
export function openBooks(file: string): Books {
  const ledger = openLedger(file);
  return {
    ledger,
    settings: new Settings(ledger),
    operators: new Operators(ledger),
    modules: new Modules(ledger),
    tariffs: new Tariffs(ledger),
    meters: new Meters(ledger),
    sales: new Sales(ledger),
    licences: new Licences(ledger),
    keyLoads: new KeyLoads(ledger),
    alarms: new Alarms(ledger),
    counterReadings: new CounterReadings(ledger),
  };
}
