import type { Audit } from './audit.ts';
import { OneCommit } from './one-commit.ts';
import type { Ledger } from './open.ts';

/** How bad an alarm is, from the least. */
export const alarmGrades = ['amber', 'red', 'stops-sales'] as const;
export type AlarmGrade = (typeof alarmGrades)[number];

/** An alarm that was put off. */
export interface SnoozeRecord {
  readonly alarm: string;
  /** As bad as it was then. */
  readonly level: AlarmGrade;
  readonly reason: string;
  readonly at: Date;
  readonly until: Date;
}

/** What is left of a key's two limits, or the most there was. */
export interface Limits {
  readonly unitLimit: number;
  readonly currencyLimit: number;
}

/** A key in a register, in one refresh period. */
export interface KeyPeriod {
  readonly moduleId: string;
  readonly register: number;
  /** SGC, KRN and type: another key in the same register begins anew. */
  readonly key: string;
  readonly issuedUntil: Date | null;
}

interface SnoozeRow {
  alarm: string;
  level: AlarmGrade;
  reason: string;
  operator_name: string;
  at: number;
  until: number;
}

const READ_SNOOZE = `
  SELECT alarm, level, reason, operator.name AS operator_name, at, until
  FROM alarm_snooze JOIN operator ON operator.id = alarm_snooze.operator_id`;

/** Who put which alarm off and why, the most each key's limits were seen at, and the shop's pace. */
export class Alarms {
  readonly #snooze;
  readonly #running;
  readonly #latest;
  readonly #peak;
  readonly #issued;
  readonly #many;
  readonly #oneCommit;
  readonly #audit;

  constructor(ledger: Ledger, audit: Audit) {
    this.#oneCommit = new OneCommit(ledger);
    this.#audit = audit;
    this.#snooze = ledger.prepare<[string, AlarmGrade, string, number, number, number]>(
      `INSERT INTO alarm_snooze (alarm, level, reason, operator_id, at, until)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#running = ledger.prepare<[number], SnoozeRow>(
      `${READ_SNOOZE} WHERE until > +? ORDER BY alarm_snooze.id`,
    );
    this.#latest = ledger.prepare<[number], SnoozeRow>(
      `${READ_SNOOZE} ORDER BY alarm_snooze.id DESC LIMIT ?`,
    );
    this.#peak = ledger.prepare<
      [string, number, string, number, number, number],
      { unit_limit: number; currency_limit: number }
    >(
      `INSERT INTO limit_peak (module_id, register, key, issued_until, unit_limit, currency_limit)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (module_id, register, key, issued_until) DO UPDATE
       SET unit_limit = max(unit_limit, excluded.unit_limit),
           currency_limit = max(currency_limit, excluded.currency_limit)
       RETURNING unit_limit, currency_limit`,
    );
    this.#issued = ledger.prepare<[], { at: number }>(
      `SELECT opened_at AS at FROM sale WHERE state = 'issued' ORDER BY id DESC`,
    );
    this.#many = ledger.prepare<[number], { sales: number }>(
      `SELECT count(*) AS sales FROM (SELECT 1 FROM sale WHERE state = 'issued' LIMIT ?)`,
    );
  }

  snooze(record: SnoozeRecord, operatorId: number): void {
    const { alarm, level, reason, at, until } = record;
    this.#oneCommit.run(() => {
      this.#snooze.run(alarm, level, reason, operatorId, at.getTime(), until.getTime());
      const facts = { alarm, level, reason, until: until.toISOString() };
      this.#audit.append({ what: 'alarm.snoozed', operatorId, facts, at });
    });
  }

  /** Those that last beyond a moment, the latest last. */
  snoozedAt(now: Date): (SnoozeRecord & { operatorName: string })[] {
    return this.#running.all(now.getTime()).map(readSnooze);
  }

  /** The latest first. */
  latestSnoozes(limit: number): (SnoozeRecord & { operatorName: string })[] {
    return this.#latest.all(limit).map(readSnooze);
  }

  /** When each sale with a token since a moment was opened, the latest first. Reads no older sales. */
  issuedSince(moment: Date): Date[] {
    const issued: Date[] = [];
    for (const { at } of this.#issued.iterate()) {
      if (at < moment.getTime()) break;
      issued.push(new Date(at));
    }
    return issued;
  }

  /** When the last sale with a token was opened; null before the first. */
  lastIssued(): Date | null {
    const last = this.#issued.get();
    return last ? new Date(last.at) : null;
  }

  /** Whether there are that many sales with a token. Reads no more of them. */
  haveBeenIssued(sales: number): boolean {
    return this.#many.get(sales)?.sales === sales;
  }

  /** Takes down what is left of a key's limits; answers the most there was in this refresh period. */
  peakOf(period: KeyPeriod, left: Limits): Limits {
    const peak = this.#peak.get(
      period.moduleId,
      period.register,
      period.key,
      period.issuedUntil?.getTime() ?? 0,
      left.unitLimit,
      left.currencyLimit,
    );
    return {
      unitLimit: peak?.unit_limit ?? left.unitLimit,
      currencyLimit: peak?.currency_limit ?? left.currencyLimit,
    };
  }
}

function readSnooze(row: SnoozeRow): SnoozeRecord & { operatorName: string } {
  return {
    alarm: row.alarm,
    level: row.level,
    reason: row.reason,
    operatorName: row.operator_name,
    at: new Date(row.at),
    until: new Date(row.until),
  };
}
