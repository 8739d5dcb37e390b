import { join } from 'node:path';
import type { FaultPlan } from '../../../src-main/module/emulator/fault-plan.ts';
import { below, type Chance, seededChance } from '../../../src-main/module/emulator/seeded.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { somePaid } from '../paid.ts';
import { BadLine } from './bad-line.ts';
import { type OwnAccounts, ownAccounts, type Reconciled, reconcile } from './books.ts';
import { TillAtWork } from './till-at-work.ts';
import { VirtualTime } from './virtual-time.ts';
import { Witness } from './witness.ts';

export interface SoakOptions {
  /** How many sales are opened. */
  readonly sales: number;
  readonly plan: FaultPlan;
  /** Where the till keeps everything; empty. */
  readonly folder: string;
  /** Called after each sale with how many were made. */
  readonly onSale?: (done: number) => void;
}

export interface SoakReport extends Reconciled {
  /** How often each fault struck. */
  readonly faults: ReadonlyMap<string, number>;
  readonly connections: number;
  /** How often the till sent each command. */
  readonly asked: ReadonlyMap<string, number>;
  /** Sales that were still open after their first asking. */
  readonly interrupted: number;
  /** Sales that a person gave up. */
  readonly abandoned: number;
  /** Transactions that the module spent. */
  readonly spent: number;
  /** The same by the till's own accounts. */
  readonly own: OwnAccounts;
  /** The frames before the first violation, or the last ones. */
  readonly transcript: readonly string[];
}

/** One interrupted sale in so many is given up by a person. */
const ABANDON_ONE_IN = 6;
/** One request to sell in so many is sent a second time. */
const REPEAT_ONE_IN = 20;
/** Before one sale in so many the till is closed and opened again. */
const RESTART_ONE_IN = 400;
/** The least and the longest between two customers, in milliseconds. */
const NEXT_CUSTOMER = [2000, 90_000] as const;

/**
 * Days at a till on a bad line: sells through `dispatch`, and demands that every token is accounted
 * for. Ends early where something is wrong.
 */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { plan, sales } = options;
  const time = new VirtualTime('2026-03-02T08:15:30Z');
  const line = await BadLine.open({
    plan,
    chance: seededChance(`resets:${plan.seed}`),
    now: () => time.now(),
    // Doubled and asked for again, a sale may spend more than one.
    transactions: sales * 20 + 1000,
  });
  const run = new Soak(options, line, time);
  try {
    return await run.run();
  } finally {
    await run.end();
  }
}

class Soak {
  readonly #options: SoakOptions;
  readonly #line: BadLine;
  readonly #chance: Chance;
  readonly #till: TillAtWork;
  readonly #witness: Witness;
  #transcript: readonly string[] | null = null;
  #interrupted = 0;
  #abandoned = 0;

  constructor(options: SoakOptions, line: BadLine, time: VirtualTime) {
    this.#options = options;
    this.#line = line;
    this.#chance = seededChance(`counter:${options.plan.seed}`);
    this.#witness = new Witness((digits) => line.hasMade(digits));
    this.#till = new TillAtWork({
      folder: options.folder,
      time,
      activity: () => line.activity,
      onSale: (sale) => this.#witness.sees(sale),
      onUnforeseen: (text) => this.#witness.violations.push(text),
    });
  }

  async run(): Promise<SoakReport> {
    const { sales, folder, onSale } = this.#options;
    this.#line.healed = true;
    await this.#till.setUp(this.#line.link);
    const customers = await this.#till.call('meters.recent', { limit: 50 });
    this.#line.healed = false;
    for (let done = 0; done < sales && this.#isFine(); ) {
      if (this.#happens(RESTART_ONE_IN)) await this.#restart();
      await this.#nextCustomer();
      if (!(await this.#serve(customers))) continue;
      done += 1;
      onSale?.(done);
    }
    this.#line.healed = true;
    await this.#finishAll();
    await this.#till.call('module.refresh', {});
    await this.#till.end();
    const { made, spent, counts, connections, asked, transcript } = this.#line;
    const file = join(folder, 'training.sqlite');
    const books = reconcile(file, made, spent, this.#witness.shown);
    const own = ownAccounts(file);
    if (own.spent !== spent || own.stored !== books.tokens) {
      this.#witness.violations.push(`the till accounts for ${own.spent} of ${spent} transactions`);
    }
    return {
      ...books,
      own,
      violations: [...this.#witness.violations, ...books.violations],
      faults: counts,
      connections,
      asked,
      interrupted: this.#interrupted,
      abandoned: this.#abandoned,
      spent,
      transcript: this.#transcript ?? transcript,
    };
  }

  async end(): Promise<void> {
    await this.#till.end();
    await this.#line.close();
  }

  /** Sells to somebody. False where the till opened no sale. */
  async #serve(customers: readonly Meter[]): Promise<boolean> {
    const meter = customers[below(customers.length, this.#chance)];
    if (!meter) throw new Error('no customers');
    await this.#till.ready();
    const ask = { by: 'money' as const, amount: somePaid(this.#chance) };
    const { paid, steps } = await this.#till.call('sale.quote', { meterId: meter.id, ask });
    const requestId = crypto.randomUUID();
    const input = { requestId, meterId: meter.id, ask, expected: { paid, steps } };
    const answer = await this.#till.ask('sale.sell', input);
    if ('failure' in answer) {
      await this.#notOpened(answer.failure);
      return false;
    }
    const { value: sale } = answer;
    this.#line.note(`the till: sale ${sale.id} with TID ${sale.tid} is ${sale.state}`);
    this.#witness.sees(sale);
    if (this.#happens(REPEAT_ONE_IN)) {
      this.#witness.sees(await this.#till.call('sale.sell', input));
    }
    if (sale.state !== 'asked') return true;
    this.#interrupted += 1;
    if (this.#happens(ABANDON_ONE_IN)) await this.#abandon(sale.id);
    return true;
  }

  /** The till said no before it opened a sale: it may for what the module is, or for an open sale. */
  async #notOpened(failure: Failure): Promise<void> {
    if (failure.code.startsWith('module.')) return;
    const saleId = Number(failure.detail.saleId);
    if (failure.code !== 'sale.unfinished-first') {
      this.#witness.violations.push(`a sale was refused: ${failure.code} ${failure.message}`);
    } else if (this.#happens(ABANDON_ONE_IN)) await this.#abandon(saleId);
    else await this.#resume(saleId);
  }

  async #abandon(saleId: number): Promise<void> {
    const answer = await this.#till.ask('sale.abandon', { saleId });
    // It may be issued by now, or just be asked for.
    if ('failure' in answer) return;
    this.#abandoned += 1;
    this.#line.note(`a person ends sale ${saleId}`);
    this.#witness.sees(answer.value);
  }

  async #resume(saleId: number): Promise<void> {
    const answer = await this.#till.ask('sale.resume', { saleId });
    if ('value' in answer) this.#witness.sees(answer.value);
  }

  async #restart(): Promise<void> {
    this.#line.note('the till is closed and opened again');
    await this.#till.close();
    await this.#till.open();
  }

  async #nextCustomer(): Promise<void> {
    const [least, most] = NEXT_CUSTOMER;
    await this.#till.pass(least + below(most - least, this.#chance));
  }

  /** The line is good now: everything that is open gets its end. */
  async #finishAll(): Promise<void> {
    for (let rounds = 0; rounds < 100; rounds += 1) {
      await this.#till.ready();
      const open = await this.#till.call('sale.unfinished', {});
      if (open.length === 0) return;
      for (const { id } of open) await this.#resume(id);
      await this.#nextCustomer();
    }
    this.#witness.violations.push('sales stay open although the line is good');
  }

  #isFine(): boolean {
    if (this.#witness.violations.length === 0) return true;
    this.#transcript ??= [...this.#line.transcript];
    return false;
  }

  #happens(oneIn: number): boolean {
    return below(oneIn, this.#chance) === 0;
  }
}
