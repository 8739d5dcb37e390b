import { openTill, type Session, type Till } from '../../../src-main/till.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import {
  type Input,
  type Output,
  type ProcedureName,
  procedures,
} from '../../../src-shared/contract/procedures.ts';
import type { LinkSettings, Sale } from '../../../src-shared/contract/shapes.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Turns of the event loop in which nothing happens before waiting time passes. */
const QUIET_TURNS = 12;
/** A module that is not there after so long never comes. */
const PATIENCE_MS = 30 * 60_000;

export interface AtWorkParts {
  /** Where the till keeps everything; empty at first. */
  readonly folder: string;
  readonly time: VirtualTime;
  /** A number that rises with all that happens on the line. */
  readonly activity: () => number;
  /** A sale that the till told of by itself. */
  readonly onSale: (sale: Sale) => void;
  /** Something that nobody foresaw. */
  readonly onUnforeseen: (text: string) => void;
}

export type Asked<Name extends ProcedureName> =
  | { readonly value: Output<Name> }
  | { readonly failure: Failure };

/** The whole till on a folder of its own, used through `dispatch`, in virtual time. */
export class TillAtWork {
  readonly #parts: AtWorkParts;
  #open: { readonly till: Till; readonly session: Session } | null = null;
  #restoreTimers: (() => void) | null = null;

  constructor(parts: AtWorkParts) {
    this.#parts = parts;
  }

  /** Sets a training shop up and opens it on a link. The PIN takes real time, so that comes first. */
  async setUp(link: LinkSettings): Promise<void> {
    await this.#openTill();
    const { shop } = await this.#dispatch('till.setUp', {
      language: 'en',
      currency: 'ZAR',
      shopName: 'Bad Line',
      ownerName: 'Bad Line',
      ownerPin: '2468',
      link: { kind: 'built-in' },
    }).then(answered);
    if (!shop) throw new Error('no shop after the set-up');
    await this.#dispatch('shop.save', { ...shop, pinAtStart: false }).then(answered);
    await this.#dispatch('module.use', { link }).then(answered);
    await this.close();
    this.#restoreTimers = this.#parts.time.install();
    await this.open();
  }

  /** Opens the till as its screen does: what was left open is asked for at once. */
  async open(): Promise<void> {
    await this.#openTill();
    await this.call('sale.unfinished', {});
  }

  async close(): Promise<void> {
    const till = this.#open?.till;
    this.#open = null;
    if (till) await this.#settled(till.close());
  }

  /** Closes the till and gives the real time back. A second time does nothing. */
  async end(): Promise<void> {
    await this.close();
    this.#restoreTimers?.();
    this.#restoreTimers = null;
  }

  async ask<Name extends ProcedureName>(name: Name, input: Input<Name>): Promise<Asked<Name>> {
    return this.#settled(this.#dispatch(name, input));
  }

  /** Asks what cannot be refused. */
  async call<Name extends ProcedureName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    return answered(await this.ask(name, input));
  }

  /** Waits until the till can sell. */
  async ready(): Promise<void> {
    const until = this.#parts.time.monotonic() + PATIENCE_MS;
    for (;;) {
      const { state } = await this.call('module.status', {});
      if (state === 'ready') return;
      if (this.#parts.time.monotonic() > until) throw new Error(`the module stays ${state}`);
      await this.quiet();
      this.#parts.time.toNextTimer();
    }
  }

  /** Lets so many milliseconds pass. */
  async pass(milliseconds: number): Promise<void> {
    const { time } = this.#parts;
    const until = time.monotonic() + milliseconds;
    do await this.quiet();
    while (time.toNextTimer(until));
    time.moveTo(until);
  }

  /** Resolves when nothing has happened for a while, or at once when it is enough. */
  async quiet(isEnough = () => false): Promise<void> {
    let seen = this.#parts.activity();
    for (let turns = 0; turns < QUIET_TURNS && !isEnough(); turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#parts.activity() !== seen) turns = 0;
      seen = this.#parts.activity();
    }
  }

  /** Lets time pass until something is done, and no longer. */
  async #settled<Value>(work: Promise<Value>): Promise<Value> {
    let done = false;
    const finished = () => {
      done = true;
    };
    work.then(finished, finished);
    for (;;) {
      await this.quiet(() => done);
      if (done) return work;
      this.#parts.time.toNextTimer();
    }
  }

  async #openTill(): Promise<void> {
    const { folder, time, onSale, onUnforeseen } = this.#parts;
    const till = await openTill({
      dataFolder: folder,
      version: 'faults',
      clock: time,
      checkOutputs: true,
      log: {
        error: (what, error) => {
          onUnforeseen(`${what}: ${error instanceof Error ? error.stack : String(error)}`);
        },
      },
    });
    const session = till.openSession();
    this.#open = { till, session };
    till.onEvent(
      (event) => {
        if (event.name === 'sale') onSale(event.value);
      },
      () => session,
    );
  }

  async #dispatch<Name extends ProcedureName>(
    name: Name,
    input: Input<Name>,
  ): Promise<Asked<Name>> {
    if (!this.#open) throw new Error('the till is closed');
    const answer = await this.#open.till.dispatch(this.#open.session, name, input);
    if (!answer.ok) return { failure: answer.error };
    // The till has parsed it with this schema; here it gives the value its type.
    return { value: procedures[name].output.parse(answer.value) as Output<Name> };
  }
}

function answered<Name extends ProcedureName>(asked: Asked<Name>): Output<Name> {
  if ('value' in asked) return asked.value;
  throw new Error(`${asked.failure.code}: ${asked.failure.message}`);
}
