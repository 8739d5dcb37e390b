import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, vi } from 'vitest';
import type { FreeBytes } from '../../src-main/alarms/disk-watch.ts';
import type { Session } from '../../src-main/dispatch.ts';
import type { FindPorts } from '../../src-main/module/links/discover.ts';
import { type PrinterWays, systemWays } from '../../src-main/printing/links/open.ts';
import { openTill, type Till } from '../../src-main/till.ts';
import type { EventName, TillEvent, TillEvents } from '../../src-shared/contract/events.ts';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Ask } from '../../src-shared/contract/pricing-shapes.ts';
import {
  type Input,
  type Output,
  type ProcedureName,
  procedures,
} from '../../src-shared/contract/procedures.ts';
import type { Meter, ModuleStatus, Sale, ShopSettings } from '../../src-shared/contract/shapes.ts';
import { TestClock } from './test-clock.ts';

/** A morning on which nothing particular happens. */
export const MORNING = '2026-03-02T08:15:30Z';
export const PIN = '2468';

/** What an answer of `dispatch` said no with. */
class Refused extends Error {
  readonly failure: Failure;

  constructor(name: string, failure: Failure) {
    super(`${name}: ${failure.code} ${JSON.stringify(failure.detail)}`);
    this.failure = failure;
  }
}

export interface TestTillOptions {
  /** The folder the till keeps everything in; a fresh one if left out. */
  readonly folder?: string;
  readonly clock?: TestClock;
  /** The serial ports there are; none if left out. */
  readonly findPorts?: FindPorts;
  /** Room on the disk; plenty if left out. */
  readonly freeBytes?: FreeBytes;
  /** What printers are reached with; the system's if left out. */
  readonly printerWays?: PrinterWays;
}

type Place = Required<TestTillOptions>;

/** A till on a folder of its own, used through `dispatch` as a screen would. */
export class TestTill {
  readonly folder: string;
  readonly clock: TestClock;
  readonly events: TillEvent[] = [];
  /** What went wrong that nobody foresaw. {@link close} demands that there was nothing. */
  readonly unforeseen: string[] = [];
  readonly #at: Place;
  #till: Till;
  #session: Session;

  private constructor(at: Place, till: Till, unforeseen: string[]) {
    this.folder = at.folder;
    this.clock = at.clock;
    this.#at = at;
    this.unforeseen = unforeseen;
    this.#till = till;
    this.#session = till.openSession();
    this.#listen();
  }

  static async open(options: TestTillOptions = {}): Promise<TestTill> {
    const at = {
      folder: options.folder ?? (await freshFolder()),
      clock: options.clock ?? new TestClock(MORNING),
      // The ports of the machine that runs the tests are none of their business.
      findPorts: options.findPorts ?? (async () => []),
      freeBytes: options.freeBytes ?? (async () => 1e12),
      printerWays: options.printerWays ?? systemWays,
    };
    const unforeseen: string[] = [];
    const till = await open(at, unforeseen);
    const opened = new TestTill(at, till, unforeseen);
    await opened.#lookForUnfinished();
    return opened;
  }

  get till(): Till {
    return this.#till;
  }

  get session(): Session {
    return this.#session;
  }

  #listen(): void {
    this.#till.onEvent(
      (event) => this.events.push(event),
      () => this.#session,
    );
  }

  /** Closes the till and opens it again on what it left behind. */
  async restart(): Promise<void> {
    await this.#till.close();
    this.events.length = 0;
    this.#till = await open(this.#at, this.unforeseen);
    this.#session = this.#till.openSession();
    this.#listen();
    await this.#lookForUnfinished();
  }

  /** What the screen does when somebody is signed in. */
  async #lookForUnfinished(): Promise<void> {
    if (this.#session.operator) await this.#till.dispatch(this.#session, 'sale.unfinished', {});
  }

  /** The shop's settings as they are. */
  async settings(): Promise<ShopSettings> {
    const { shop } = await this.call('till.state', {});
    if (!shop) throw new Error('there is no shop');
    return shop;
  }

  /** Changes some of the shop's settings. */
  async set(changed: Partial<ShopSettings>): Promise<void> {
    await this.call('shop.save', { ...(await this.settings()), ...changed });
  }

  /** Calls a procedure; throws {@link Refused} where the answer is no. */
  call<Name extends ProcedureName>(
    name: Name,
    input: Input<Name>,
    session = this.#session,
  ): Promise<Output<Name>> {
    return callOn(this.#till, session, name, input);
  }

  /** Calls a procedure that has to say no, with input of any kind; answers why. */
  async refusal(name: string, input: unknown, session = this.#session): Promise<Failure> {
    const answer = await this.#till.dispatch(session, name, input);
    if (answer.ok) return expect.fail(`${name} was done: ${JSON.stringify(answer.value)}`);
    return readable(answer.error);
  }

  /** The meter of a demo customer. */
  async meterOf(name: string): Promise<Meter> {
    const { meters } = await this.call('meters.find', { text: name, limit: 2 });
    const [meter, other] = meters;
    if (!meter || other) return expect.fail(`${meters.length} meters for ${name}`);
    return meter;
  }

  /** What `sale.sell` wants, at the price of now. */
  async order(meterId: number, ask: Ask): Promise<Input<'sale.sell'>> {
    const { paid, steps } = await this.call('sale.quote', { meterId, ask });
    return { requestId: randomUUID(), meterId, ask, expected: { paid, steps } };
  }

  /** Sells for money, in minor units. */
  async sell(meterId: number, amount: number): Promise<Sale> {
    return this.call('sale.sell', await this.order(meterId, { by: 'money', amount }));
  }

  /** Waits until the module can sell. */
  async ready(): Promise<ModuleStatus> {
    return this.moduleIs('ready');
  }

  async moduleIs(state: ModuleStatus['state']): Promise<ModuleStatus> {
    return eventually(async () => {
      const status = await this.call('module.status', {});
      expect(status.state).toBe(state);
      return status;
    });
  }

  /** Reaches for the module until it is there, without waiting for the till's next attempt. */
  reconnect(): Promise<void> {
    return eventually(async () => {
      expect((await this.call('module.refresh', {})).state).toBe('ready');
    });
  }

  /** Reads the module's counter anew. */
  async transactionsLeft(): Promise<number | null> {
    return (await this.call('module.refresh', {})).transactionsLeft;
  }

  heard<Name extends EventName>(name: Name): TillEvents[Name][] {
    return this.events.flatMap((event) => (isNamed(event, name) ? [event.value] : []));
  }

  /** Reads what stands on the disk: a copy of the ledger as it would be found after a power cut. */
  ledger<Row>(sql: string, ...parameters: (string | number)[]): Row[] {
    const copy = mkdtempSync(join(tmpdir(), 'voltill-ledger-'));
    for (const file of ['training.sqlite', 'training.sqlite-wal']) {
      if (existsSync(join(this.folder, file))) cpSync(join(this.folder, file), join(copy, file));
    }
    const ledger = new Database(join(copy, 'training.sqlite'));
    try {
      return ledger.prepare<(string | number)[], Row>(sql).all(...parameters);
    } finally {
      ledger.close();
      rmSync(copy, { recursive: true });
    }
  }

  /** Changes the ledger of a till that is closed, as another hand or a power cut would. */
  change(sql: string): void {
    const ledger = new Database(join(this.folder, 'training.sqlite'));
    ledger.exec(sql);
    ledger.close();
  }

  count(table: 'sale' | 'token' | 'meter' | 'customer'): number {
    return this.ledger<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`)[0]?.rows ?? 0;
  }

  /** What was noted while opening ledgers, which the test then takes for foreseen. */
  unforeseenOfOpening(): string[] {
    return this.unforeseen.splice(0).map((text) => text.split(':')[0] ?? '');
  }

  /** Ends the till; the test fails if anything happened that nobody foresaw. */
  async close(): Promise<void> {
    await this.#till.close();
    await rm(this.folder, { recursive: true, force: true });
    expect(this.unforeseen).toEqual([]);
  }
}

function open({ folder, ...parts }: Place, unforeseen: string[]): Promise<Till> {
  return openTill({
    dataFolder: folder,
    version: '0.0.0-test',
    ...parts,
    checkOutputs: true,
    log: { error: (what, error) => unforeseen.push(`${what}: ${String(error)}`) },
  });
}

async function callOn<Name extends ProcedureName>(
  till: Till,
  session: Session,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const answer = await till.dispatch(session, name, input);
  if (!answer.ok) throw new Refused(name, readable(answer.error));
  // The till has parsed it with this schema; here it gives the value its type.
  return procedures[name].output.parse(answer.value) as Output<Name>;
}

/** Every failure that passes by has to be in whole sentences. */
function readable(failure: Failure): Failure {
  for (const sentence of [failure.message, failure.hint]) {
    expect(sentence).not.toMatch(/\{\{|\}\}|undefined|NaN|errors\./);
    expect(sentence).not.toBe('');
  }
  return failure;
}

function isNamed<Name extends EventName>(
  event: TillEvent,
  name: Name,
): event is TillEvent & { readonly name: Name; readonly value: TillEvents[Name] } {
  return event.name === name;
}

export function freshFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'voltill-test-'));
}

/** Tries again until the check holds, for what the till does by itself. */
export function eventually<Value>(check: () => Value | Promise<Value>): Promise<Value> {
  return vi.waitFor(check, { timeout: 8000, interval: 5 });
}

export function setUpInput(changed: Partial<Input<'till.setUp'>> = {}): Input<'till.setUp'> {
  return {
    language: 'en',
    currency: 'ZAR',
    shopName: 'Corner Shop',
    ownerName: 'Thandi',
    ownerPin: PIN,
    link: { kind: 'built-in' },
    ...changed,
  };
}
