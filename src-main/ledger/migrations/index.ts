import type Database from 'better-sqlite3';
import { firstTill } from './0001-first-till.ts';
import { meterSearch } from './0002-meter-search.ts';
import { licences } from './0003-licences.ts';
import { alarms } from './0004-alarms.ts';
import { peopleShiftsAudit } from './0005-people-shifts-audit.ts';
import { pricesDebts } from './0006-prices-debts.ts';
import { customers } from './0007-customers.ts';
import { reportTimes } from './0008-report-times.ts';
import { mixedPayment } from './0009-mixed-payment.ts';
import { waitingSlips } from './0010-waiting-slips.ts';
import { debtsAsOpened } from './0011-debts-as-opened.ts';

/** In order, one step of the schema each. A step that has shipped is never changed again. */
export const migrations: readonly ((ledger: Database.Database) => void)[] = [
  firstTill,
  meterSearch,
  licences,
  alarms,
  peopleShiftsAudit,
  pricesDebts,
  customers,
  reportTimes,
  mixedPayment,
  waitingSlips,
  debtsAsOpened,
];
