import { isDeepStrictEqual } from 'node:util';
import type {
  Alarm,
  AlarmList,
  AlarmThresholds,
  Reconciliation,
  Standing,
} from '../../src-shared/contract/alarm-shapes.ts';
import type { Clock } from '../clock.ts';
import type { Alarms } from '../ledger/alarms.ts';
import type { CounterReadings } from '../ledger/counter-readings.ts';
import type { Licences } from '../ledger/licences.ts';
import type { Settings } from '../ledger/settings.ts';
import type { Messages } from '../messages.ts';
import type { ModuleSnapshot } from '../module/snapshot.ts';
import { type After, systemAfter } from '../module/timers.ts';
import { Refusal } from '../refusal.ts';
import { alarmView, gradeOf, inOrder } from './alarm-view.ts';
import { CounterWatch } from './counter-watch.ts';
import { DiskWatch } from './disk-watch.ts';
import { forecastOf } from './forecast.ts';
import { Pace } from './pace.ts';
import { Peaks } from './peaks.ts';
import type { AlarmFacts, BackupFacts, DepositFacts, ModuleFacts, PrinterFacts } from './source.ts';
import { alarmSources } from './sources.ts';
import { USUAL_THRESHOLDS } from './thresholds.ts';

export interface AlarmDeskParts {
  readonly alarms: Alarms;
  readonly readings: CounterReadings;
  readonly licences: Licences;
  readonly settings: Settings;
  readonly messages: () => Messages;
  readonly snapshot: () => ModuleSnapshot;
  /** Reads the module anew: limits are told in its registers only. */
  readonly refresh: () => Promise<void>;
  /** Null where none is counted. */
  readonly deposit: () => DepositFacts | null;
  readonly backup: () => BackupFacts;
  readonly printer: () => PrinterFacts;
  /** Bytes free where the ledger is. */
  readonly freeBytes: () => Promise<number>;
  readonly clock: Clock;
  readonly after?: After;
  /** The alarms are others than those told of before. */
  readonly onChange: (alarms: readonly Alarm[]) => void;
  /** The deposit or the backups stand otherwise than was told before. */
  readonly onStanding: (standing: Standing) => void;
  readonly onUnexpected: (what: string, error: unknown) => void;
}

const TICK_MS = 60_000;
/** The alarms are worked out at most this often. */
const PAUSE_MS = 1000;
const SNOOZE_MS = 24 * 3_600_000;
const SNOOZES_SHOWN = 20;
/** Limits are read this often, once nothing was sold for a while. */
const REFRESH_MS = 3_600_000;
const QUIET_MS = 30_000;
/** From so many sales on a shop has something to lose. */
const MANY_SALES = 20;

/**
 * The one place alarms come from: looks when something may have changed and each minute, after the sale
 * and never on its way, and tells the screens when the list is another.
 */
export class AlarmDesk {
  readonly #parts: AlarmDeskParts;
  readonly #after: After;
  readonly #watch: CounterWatch;
  readonly #pace: Pace;
  readonly #peaks: Peaks;
  readonly #disk: DiskWatch;
  #thresholds: AlarmThresholds;
  /** What the screens were told; null until one has asked. */
  #told: readonly Alarm[] | null = null;
  #toldStanding: Standing | null = null;
  #soon: NodeJS.Immediate | null = null;
  #cancelLater: (() => void) | null = null;
  #cancelTick: () => void;
  #lastLook: number;
  #lastSale = Number.NEGATIVE_INFINITY;
  #lastRefresh: number;
  #closed = false;

  constructor(parts: AlarmDeskParts) {
    this.#parts = parts;
    this.#after = parts.after ?? systemAfter;
    this.#watch = new CounterWatch(parts);
    this.#pace = new Pace(parts.alarms);
    this.#peaks = new Peaks(parts.alarms);
    this.#disk = new DiskWatch({
      freeBytes: parts.freeBytes,
      monotonic: () => parts.clock.monotonic(),
      onRead: () => this.changed(),
    });
    this.#thresholds = USUAL_THRESHOLDS;
    // A shop sells whatever its thresholds are.
    this.#trying('reading the alarm thresholds', () => {
      this.#thresholds = parts.settings.alarmThresholds(USUAL_THRESHOLDS);
    });
    this.#lastRefresh = parts.clock.monotonic();
    // The till has other things to do while it starts.
    this.#lastLook = this.#lastRefresh;
    this.#cancelTick = this.#after(TICK_MS, () => this.#tick());
  }

  /** Everything about alarms. From then on the screens are told of changes. */
  list(): AlarmList {
    const { alarms, clock } = this.#parts;
    const now = clock.now();
    const facts = this.#facts(now);
    const told = this.#tell(this.#alarms(facts, now));
    const standing = this.#tellStanding(standingOf(facts));
    this.#disk.look();
    return {
      alarms: [...told],
      standing,
      forecast: facts.forecast,
      thresholds: this.#thresholds,
      snoozes: alarms.latestSnoozes(SNOOZES_SHOWN).map((snooze) => ({
        alarm: snooze.alarm,
        level: snooze.level === 'amber' ? 'amber' : 'red',
        reason: snooze.reason,
        operatorName: snooze.operatorName,
        at: snooze.at.toISOString(),
        until: snooze.until.toISOString(),
      })),
    };
  }

  /** Puts an alarm off for a day. @throws Refusal `alarm.gone` where there is no such alarm now */
  snooze(id: string, reason: string, operatorId: number): void {
    const { alarms, clock } = this.#parts;
    const now = clock.now();
    const alarm = this.#alarms(this.#facts(now), now).find((each) => each.id === id);
    if (!alarm) throw new Refusal('alarm.gone');
    const until = new Date(now.getTime() + SNOOZE_MS);
    alarms.snooze({ alarm: id, level: gradeOf(alarm), reason, at: now, until }, operatorId);
    this.changed();
  }

  /** To be called once they are saved: a transaction that holds them may be undone. */
  useThresholds(thresholds: AlarmThresholds): void {
    this.#thresholds = thresholds;
    this.changed();
  }

  reconciliation(): Reconciliation {
    return this.#watch.reconciliation();
  }

  /** The counter of a module was read beside a licence, and the snapshot says the same. */
  counterWas(moduleId: string, left: number): void {
    this.#trying('writing down the counter', () => this.#watch.note(moduleId, left));
  }

  /** A token was stored. */
  sold(openedAt: Date): void {
    this.#lastSale = this.#parts.clock.monotonic();
    this.#pace.count(openedAt);
    this.changed();
  }

  /** Something may have changed. Costs the caller nothing: the looking is done after what it does. */
  changed(): void {
    if (this.#closed || this.#soon || this.#cancelLater) return;
    const pause = this.#lastLook + PAUSE_MS - this.#parts.clock.monotonic();
    if (pause <= 0) {
      this.#soon = setImmediate(() => this.#look());
    } else {
      this.#cancelLater = this.#after(pause, () => {
        this.#cancelLater = null;
        this.#look();
      });
    }
  }

  /** Reads the counter a last time. To be called while the module is still there. */
  close(): void {
    this.#closed = true;
    this.#cancelTick();
    this.#cancelLater?.();
    clearImmediate(this.#soon ?? undefined);
    this.#trying('reading the counter at the close', () => this.#watch.close());
  }

  #look(): void {
    this.#soon = null;
    this.#lastLook = this.#parts.clock.monotonic();
    this.#trying('watching the counter', () => this.#watch.look());
    this.#trying('looking for alarms', () => {
      // Nobody has asked: the start of the till does not read four weeks of sales.
      if (!this.#told) return;
      this.#disk.look();
      const now = this.#parts.clock.now();
      const facts = this.#facts(now);
      this.#tell(this.#alarms(facts, now));
      this.#tellStanding(standingOf(facts));
    });
  }

  /** Where one screen has asked, the others are told, unless it is what they know. */
  #tell(alarms: readonly Alarm[]): readonly Alarm[] {
    const isNews = this.#told !== null && !isDeepStrictEqual(alarms, this.#told);
    this.#told = alarms;
    if (isNews) this.#parts.onChange(alarms);
    return alarms;
  }

  #tellStanding(standing: Standing): Standing {
    const isNews = this.#toldStanding !== null && !isDeepStrictEqual(standing, this.#toldStanding);
    this.#toldStanding = standing;
    if (isNews) this.#parts.onStanding(standing);
    return standing;
  }

  #tick(): void {
    this.#cancelTick = this.#after(TICK_MS, () => this.#tick());
    this.#look();
    const now = this.#parts.clock.monotonic();
    if (now - this.#lastRefresh < REFRESH_MS || now - this.#lastSale < QUIET_MS) return;
    this.#lastRefresh = now;
    if (this.#parts.snapshot().state === 'ready') void this.#parts.refresh();
  }

  #facts(now: Date): AlarmFacts {
    const { alarms, deposit, backup, printer, snapshot } = this.#parts;
    return {
      module: this.#module(),
      forecast: forecastOf(snapshot().transactionsLeft, this.#pace.tokensOn(now), now),
      deposit: deposit(),
      backup: backup(),
      sales: { lastAt: alarms.lastIssued(), areMany: alarms.haveBeenIssued(MANY_SALES) },
      diskFree: this.#disk.free,
      printer: printer(),
    };
  }

  #module(): ModuleFacts | null {
    const { state, identity, transactionsLeft, clockDifferenceSeconds, registers } =
      this.#parts.snapshot();
    if (state !== 'ready' || !identity) return null;
    const { moduleId } = identity;
    return {
      moduleId,
      transactionsLeft,
      licenceUntil: this.#parts.licences.goodUntil(moduleId),
      clockDifferenceSeconds,
      registers,
      peakOf: (key) => this.#peaks.of(moduleId, key),
    };
  }

  #alarms(facts: AlarmFacts, now: Date): Alarm[] {
    const raised = alarmSources.flatMap((source) => source(facts, this.#thresholds, now));
    const snoozes = this.#parts.alarms.snoozedAt(now);
    const messages = this.#parts.messages();
    return inOrder(raised).map((alarm) => alarmView(alarm, snoozes, messages));
  }

  /** A ledger that cannot be written to is told of by the sales; looking on must not end the till. */
  #trying(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#parts.onUnexpected(what, error);
    }
  }
}

function standingOf({ deposit, backup }: AlarmFacts): Standing {
  return {
    deposit: deposit && { counts: deposit.counts, left: deposit.left },
    backup: {
      hasFolder: backup.folder !== null,
      lastGoodAt: backup.lastGoodAt?.toISOString() ?? null,
    },
  };
}
