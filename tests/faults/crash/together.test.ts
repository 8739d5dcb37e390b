import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SaleStep, StepPhase } from '../../../src-main/vending/sale-steps.ts';
import { ownAccounts } from '../link/books.ts';
import { Witness } from '../link/witness.ts';
import { examine } from './examine.ts';
import type { KillPointOfMany, Order, Report } from './protocol.ts';
import { Scene } from './scene.ts';
import { setUpShop } from './set-up-shop.ts';
import { TillProcess } from './till-process.ts';

/*
 * A till that is killed anywhere in a payment for three meters: all of it was opened or none of it, and
 * every line that was opened comes to its one token when the till is back.
 */

const LINES = 3;
const FILES = ['training.sqlite', 'training.sqlite-wal'] as const;

/** Before the commit that opens all of it nothing is paid, after it everything is. */
const NOT_OPENED: readonly (readonly [SaleStep, StepPhase, number])[] = [
  ['price', 'before', 0],
  ['reserve', 'before', 0],
  ['reserve', 'at', 0],
];
const OPENED: readonly (readonly [SaleStep, StepPhase, number])[] = [
  ['reserve', 'after', 0],
  ['ask', 'before', 0],
  ['ask', 'at', 0],
  ['issue', 'at', 0],
  // Between the first token and the second.
  ['issue', 'after', 0],
  ['ask', 'before', 1],
  ['ask', 'at', 1],
  ['ask', 'after', 1],
  ['issue', 'before', 2],
  ['issue', 'after', 2],
  ['tell', 'before', 0],
  ['tell', 'at', 0],
];

let folder: string;
let scene: Scene;
let till: TillProcess | null = null;
let witness: Witness;
let meters: readonly number[] = [];
let wrong: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltill-crash-together-'));
  scene = await Scene.open(folder, randomBytes(4).toString('hex'));
  await setUpShop(join(folder, 'till'), scene.relay.port, scene.paper.port);
  witness = new Witness((digits) => scene.relay.made.some((made) => made.digits === digits));
  await start();
}, 60_000);
afterAll(async () => {
  await till?.kill();
  await scene.close();
  await rm(folder, { recursive: true });
});

/** A till that has taken up all that was left open. */
async function start(): Promise<void> {
  till = new TillProcess(join(folder, 'till'), null, join(folder, 'compiled'), heard);
  expect(await till.until('settled')).toBe('done');
}

function heard(report: Report): void {
  if (report.kind === 'settled') meters = report.meters;
  else if (report.kind === 'shown') witness.sees(report.sale);
  else if (report.kind === 'unforeseen') wrong.push(report.text);
  else if (report.kind === 'answered' && report.failure !== null) wrong.push(report.failure);
}

function order(killAt: KillPointOfMany | null): Extract<Order, { kind: 'sell-together' }> {
  const lines = meters.slice(0, LINES).map((meterId, index) => ({
    ...{ requestId: randomUUID(), meterId },
    amount: 2_000 + 1_000 * index,
  }));
  return { kind: 'sell-together', basket: randomUUID(), lines, killAt };
}

/** Holds the ledger as it lies there against what was made, shown and printed; answers its sales. */
async function examined(settled: boolean): Promise<number> {
  // What a killed till had sent is still on its way.
  do await wait(2);
  while (!scene.relay.isQuiet);
  const copy = await mkdtemp(join(folder, 'copy-'));
  for (const file of FILES) {
    await cp(join(folder, 'till', file), join(copy, file)).catch((error: unknown) => {
      // A till that was closed leaves no log.
      if (file === FILES[0]) throw error;
    });
  }
  const evidence = {
    made: scene.relay.made,
    spent: await scene.spent(),
    shown: witness.shown,
    printed: scene.printed(),
  };
  const { sales, violations } = examine(join(copy, FILES[0]), evidence, settled);
  expect([...violations, ...witness.violations, ...wrong]).toEqual([]);
  return sales;
}

/** Kills a till there; answers how many sales it left, and how many there are once the screen asked again. */
async function killedAt([step, phase, line]: readonly [SaleStep, StepPhase, number]) {
  wrong = [];
  const before = await examined(true);
  const paid = order({ step, phase, line });
  till?.send(paid);
  expect(await till?.until('answered')).toBe('dead');
  const left = (await examined(false)) - before;
  await start();
  expect((await examined(true)) - before).toBe(left);
  till?.send({ ...paid, killAt: null });
  expect(await till?.until('answered')).toBe('done');
  return { left, inAll: (await examined(true)) - before };
}

describe('a till that is killed in a payment for three meters', () => {
  it.each(NOT_OPENED)(
    'leaves nothing: %s, %s',
    async (...point) => {
      expect(await killedAt(point)).toEqual({ left: 0, inAll: LINES });
    },
    30_000,
  );

  it.each(OPENED)(
    'finishes all of it once: %s, %s, at line %i',
    async (...point) => {
      expect(await killedAt(point)).toEqual({ left: LINES, inAll: LINES });
    },
    30_000,
  );

  it('accounts for every transaction in the end', async () => {
    till?.send({ kind: 'close' });
    expect(await till?.until('closed')).toBe('done');
    const { spent, orphans, strangers } = ownAccounts(join(folder, 'till', FILES[0]));
    const lost = scene.relay.made.length - (await examined(true));
    expect([spent, orphans, strangers]).toEqual([scene.relay.made.length, lost, 0]);
  }, 30_000);
});
