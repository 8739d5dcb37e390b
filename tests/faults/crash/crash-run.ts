import { randomUUID } from 'node:crypto';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { below, type Chance, seededChance } from '../../../src-main/module/emulator/seeded.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { ownAccounts } from '../link/books.ts';
import { Witness } from '../link/witness.ts';
import { somePaid } from '../paid.ts';
import { type Examined, examine } from './examine.ts';
import { ALL_POINTS, isOfTakeUp, KillPlan, nameOf, type Open, openAfter } from './kill-plan.ts';
import type { KillPoint, Order, Report } from './protocol.ts';
import { Scene } from './scene.ts';
import { setUpShop } from './set-up-shop.ts';
import { TillProcess } from './till-process.ts';

export interface CrashOptions {
  /** How many times the till is killed, or more where some step was not met yet. */
  readonly kills: number;
  readonly seed: string;
  /** Where everything is kept; empty. */
  readonly folder: string;
  /** Called after each kill with how many there were. */
  readonly onKill?: (kills: number) => void;
}

export interface CrashReport {
  readonly kills: number;
  /** How often the till was killed at each point, by its name, and at any moment. */
  readonly hits: ReadonlyMap<string, number>;
  readonly sales: number;
  readonly tokens: number;
  /** Transactions spent on tokens that nobody has. */
  readonly lost: number;
  /** Sales whose token the module still had when the till came back. */
  readonly recalled: number;
  /** How many sentences told what had become of a sale. */
  readonly told: number;
  readonly slips: number;
  readonly examinations: number;
  readonly violations: readonly string[];
}

export const ANY_MOMENT = 'any moment of a sale';
export const ANY_MOMENT_OF_START = 'any moment of a start';
/** A sale takes some milliseconds; a kill at any moment comes within so many. */
const LONGEST_SALE_MS = 24;
/** The same for a till that starts and takes up what is open. */
const LONGEST_START_MS = 600;
/** A till that should die at a step it does not come to is tried so often. */
const MOST_MISSES = 20;
const FILES = ['training.sqlite', 'training.sqlite-wal'] as const;

/** Kills a till that sells, again and again, and examines what it leaves each time. */
export async function crashRun(options: CrashOptions): Promise<CrashReport> {
  const { folder, seed } = options;
  const scene = await Scene.open(folder, seed);
  const run = new CrashRun(options, scene);
  try {
    return await run.run();
  } finally {
    await run.end();
    await scene.close();
  }
}

class CrashRun {
  readonly #options: CrashOptions;
  readonly #scene: Scene;
  readonly #chance: Chance;
  readonly #plan: KillPlan;
  readonly #witness: Witness;
  readonly #shop: string;
  readonly #cache: string;
  readonly #hits = new Map<string, number>();
  readonly #violations: string[] = [];
  /** What each order was sold as. */
  readonly #saleOf = new Map<string, number>();
  #till: TillProcess | null = null;
  #meters: readonly number[] = [];
  #open: Open = 'nothing';
  #lastSale: Extract<Order, { kind: 'sell' }> | null = null;
  #lastKill = 'no kill';
  #killed: KillPoint | null = null;
  #kills = 0;
  /** The last sentence about each sale that a till was busy with as it was killed. */
  readonly #told = new Map<number, string>();
  #examinations = 0;
  #examined: Examined | null = null;

  constructor(options: CrashOptions, scene: Scene) {
    this.#options = options;
    this.#scene = scene;
    this.#chance = seededChance(`crash:${options.seed}`);
    this.#plan = new KillPlan(this.#chance);
    this.#shop = join(options.folder, 'till');
    this.#cache = join(options.folder, 'compiled');
    const { relay } = scene;
    this.#witness = new Witness((made) => relay.made.some(({ digits }) => digits === made));
  }

  async run(): Promise<CrashReport> {
    const { relay, paper } = this.#scene;
    await setUpShop(this.#shop, relay.port, paper.port);
    await this.#openTill(null);
    let misses = 0;
    while (this.#isFine() && !this.#isEnough()) {
      const target = this.#plan.next();
      if (target === 'any-moment') {
        await this.#killAtAnyMoment();
        continue;
      }
      const first = this.#plan.before(target, this.#open);
      if (first) await this.#killSaleAt(first);
      const isHit = isOfTakeUp(target)
        ? await this.#openTill(target)
        : await this.#killSaleAt(target);
      misses = isHit ? 0 : misses + 1;
      if (misses > MOST_MISSES) throw new Error(`no till comes to ${nameOf(target)}`);
    }
    return this.#finish();
  }

  async end(): Promise<void> {
    await this.#till?.kill();
  }

  async #finish(): Promise<CrashReport> {
    await this.#ready();
    this.#till?.send({ kind: 'close' });
    if ((await this.#till?.until('closed')) !== 'done') this.#wrong('the till did not close');
    await this.#till?.kill();
    this.#till = null;
    await this.#examine(true);
    const { sales = 0, tokens = 0, lost = 0 } = this.#examined ?? {};
    const own = ownAccounts(join(this.#shop, FILES[0]));
    if (own.spent !== tokens + lost || own.orphans !== lost || own.strangers !== 0) {
      this.#wrong(`the till accounts for ${JSON.stringify(own)} of ${tokens} and ${lost} lost`);
    }
    return {
      kills: this.#kills,
      hits: this.#hits,
      sales,
      tokens,
      lost,
      recalled: [...this.#told.values()].filter((text) => RECALLED.test(text)).length,
      told: this.#told.size,
      slips: this.#scene.paper.slips().length,
      examinations: this.#examinations,
      violations: this.#violations,
    };
  }

  /** Has a till sell and die at a point of the sale. False where it did not come there. */
  async #killSaleAt(killAt: KillPoint): Promise<boolean> {
    await this.#ready();
    this.#sell(killAt);
    const outcome = await this.#till?.until('answered');
    // What is printed goes on behind the answer.
    if (outcome === 'done' && killAt.step === 'print') await this.#diesWithin(200);
    return this.#afterwards();
  }

  async #killAtAnyMoment(): Promise<void> {
    await this.#ready();
    this.#sell(null);
    await wait(this.#chance() * LONGEST_SALE_MS);
    await this.#till?.kill();
    this.#killed = null;
    await this.#died(ANY_MOMENT);
    while (below(2, this.#chance) === 0) {
      this.#till = this.#newTill(null);
      await wait(this.#chance() * LONGEST_START_MS);
      await this.#till.kill();
      await this.#died(ANY_MOMENT_OF_START);
    }
    // It may have got anywhere.
    this.#open = 'nothing';
    await this.#openTill(null);
  }

  #newTill(killAt: KillPoint | null): TillProcess {
    return new TillProcess(this.#shop, killAt, this.#cache, (report) => this.#heard(report));
  }

  async #diesWithin(milliseconds: number): Promise<void> {
    for (let waited = 0; waited < milliseconds && !this.#till?.isDead; waited += 5) await wait(5);
  }

  /** Opens a till, which takes up what is open. True where it died at the point it was given. */
  async #openTill(killAt: KillPoint | null): Promise<boolean> {
    await this.#till?.kill();
    this.#killed = null;
    this.#till = this.#newTill(killAt);
    const outcome = await this.#till.until('settled');
    if (outcome === 'done' && killAt?.step === 'report') await this.#diesWithin(200);
    const isHit = await this.#afterwards();
    if (isHit) return true;
    this.#open = 'nothing';
    await this.#examine(true);
    return false;
  }

  /** A till that is up, with nothing open. */
  async #ready(): Promise<void> {
    if (this.#till && !this.#till.isDead && this.#open === 'nothing') return;
    await this.#openTill(null);
    if (below(2, this.#chance) === 0) await this.#askOnceMore();
  }

  /** The screen asks again with the id it had: the same sale, or one that had never been opened. */
  async #askOnceMore(): Promise<void> {
    if (!this.#lastSale) return;
    this.#till?.send({ ...this.#lastSale, killAt: null });
    if ((await this.#till?.until('answered')) !== 'done') this.#wrong('the till died by itself');
  }

  #sell(killAt: KillPoint | null): void {
    const meterId = this.#meters[below(this.#meters.length, this.#chance)] ?? 0;
    const amount = somePaid(this.#chance);
    this.#lastSale = { kind: 'sell', requestId: randomUUID(), meterId, amount, killAt };
    this.#till?.send(this.#lastSale);
  }

  /** Sees to what a till that may have died has left. Answers whether it did. */
  async #afterwards(): Promise<boolean> {
    const killed = this.#killed;
    if (!killed) return false;
    await this.#till?.kill();
    this.#till = null;
    this.#open = openAfter(killed, this.#open);
    this.#plan.wasHit(killed);
    await this.#died(nameOf(killed));
    return true;
  }

  async #died(where: string): Promise<void> {
    this.#kills += 1;
    this.#lastKill = `kill ${this.#kills}, ${where}`;
    this.#hits.set(where, (this.#hits.get(where) ?? 0) + 1);
    await this.#examine(false);
    this.#options.onKill?.(this.#kills);
  }

  async #examine(settled: boolean): Promise<void> {
    const { relay } = this.#scene;
    // What a killed till had sent is still on its way.
    do await wait(2);
    while (!relay.isQuiet);
    const copy = join(this.#options.folder, 'copy');
    await rm(copy, { recursive: true, force: true });
    await mkdir(copy);
    for (const file of FILES) {
      await cp(join(this.#shop, file), join(copy, file)).catch((error: unknown) => {
        // A till that was closed leaves no log.
        if (file === FILES[0]) throw error;
      });
    }
    this.#examinations += 1;
    const evidence = {
      made: relay.made,
      spent: await this.#scene.spent(),
      shown: this.#witness.shown,
      printed: this.#scene.printed(),
    };
    this.#examined = examine(join(copy, FILES[0]), evidence, settled);
    for (const violation of this.#examined.violations) this.#wrong(violation);
    for (const violation of this.#witness.violations.splice(0)) this.#wrong(violation);
  }

  #heard(report: Report): void {
    switch (report.kind) {
      case 'settled':
        this.#meters = report.meters;
        for (const { saleId, sentence } of report.told) this.#told.set(saleId, sentence);
        return;
      case 'shown':
        this.#shown(report.sale);
        return;
      case 'told':
        this.#told.set(report.told.saleId, report.told.sentence);
        return;
      case 'killed':
        this.#killed = report.at;
        return;
      case 'answered':
        if (report.failure !== null) this.#wrong(`a sale was refused: ${report.failure}`);
        return;
      case 'unforeseen':
        this.#wrong(report.text);
        return;
      case 'closed':
    }
  }

  #shown(sale: Sale): void {
    this.#witness.sees(sale);
    const requestId = this.#lastSale?.requestId ?? '';
    const known = this.#saleOf.get(requestId);
    if (known !== undefined && known > sale.id) this.#wrong(`sale ${sale.id} was sold twice`);
    this.#saleOf.set(requestId, sale.id);
  }

  #wrong(what: string): void {
    this.#violations.push(`after ${this.#lastKill}: ${what}`);
  }

  #isFine(): boolean {
    return this.#violations.length === 0;
  }

  #isEnough(): boolean {
    const missing = ALL_POINTS.some((point) => !this.#hits.has(nameOf(point)));
    return this.#kills >= this.#options.kills && !missing;
  }
}

const RECALLED = /still had the token/;
