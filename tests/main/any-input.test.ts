import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type ProcedureName, procedures } from '../../src-shared/contract/procedures.ts';
import { anyInput, nearlyRightInput, rightInput } from './arbitrary-input.ts';
import { TestTill } from './till-fixture.ts';
import { TrainingShop } from './training-shop.ts';

/*
 * Whatever comes through the door, the till answers in a sentence it has for it. `unexpected` is the
 * sentence for a bug.
 */

/** Fewer runs of what takes its time. */
const RUNS: Readonly<Partial<Record<ProcedureName, number>>> = {
  'module.use': 60,
  'module.probe': 60,
  'slip.pdf': 40,
};
const USUAL_RUNS = 200;

/** Doors on this machine that are closed, and one that is open. No test knocks at others. */
const link = fc.constantFrom<unknown>(
  { kind: 'built-in' },
  { kind: 'tcp', host: '127.0.0.1', port: 1 },
  { kind: 'serial', path: '/dev/no-such-port' },
);
const printer = fc.constantFrom<unknown>(
  { kind: 'none' },
  { kind: 'tcp', host: '127.0.0.1', port: 1 },
);

let shop: TrainingShop;
let till: TestTill;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

const all = Object.entries(procedures) as [ProcedureName, { readonly input: z.ZodType }][];

describe('any input', () => {
  beforeEach(async () => {
    till = await shop.open();
    const meter = await till.meterOf('Nomsa Dlamini');
    await till.sell(meter.id, 5_000);
  });
  afterEach(() => till.close());

  // Switching leaves the shop; the till without one is asked below.
  const inShop = all.filter(([name]) => name !== 'till.switch');
  it.each(inShop)('has an answer: %s', async (name, { input }) => {
    const right = rightInput(input, { link, printer });
    await answersAll(name, fc.oneof(right, right, nearlyRightInput(right), anyInput));
    // The till has stood it.
    const session = till.session.operator ? till.session : till.till.openSession();
    const builtIn = { link: { kind: 'built-in' } } as const;
    expect((await till.call('module.use', builtIn, session)).state).toBe('ready');
  });
});

describe('any input before there is a shop', () => {
  beforeEach(async () => {
    till = await TestTill.open();
  });
  afterEach(() => till.close());

  it.each(all)('has an answer: %s', async (name, { input }) => {
    const right = rightInput(input, { link, printer });
    // A set-up that succeeds hashes a PIN; only the wrong ones are of interest here.
    const wrong = fc.oneof(nearlyRightInput(right), anyInput);
    await answersAll(name, name === 'till.setUp' ? wrong : fc.oneof(right, wrong), 60);
  });
});

async function answersAll(name: ProcedureName, inputs: fc.Arbitrary<unknown>, runs = USUAL_RUNS) {
  await fc.assert(
    fc.asyncProperty(inputs.map(atHome), async (input) => {
      const answer = await till.till.dispatch(till.session, name, input);
      expect(till.unforeseen.splice(0)).toEqual([]);
      if (answer.ok) return;
      const { code, message, hint } = answer.error;
      expect(code).not.toBe('unexpected');
      expect(`${message} ${hint}`).not.toMatch(/undefined|NaN|errors\./);
    }),
    { numRuns: Math.min(runs, RUNS[name] ?? USUAL_RUNS) },
  );
}

/** A link or printer that was changed into one elsewhere is brought back. */
function atHome(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  if (!['link', 'printer', 'host'].some((name) => name in input)) return input;
  const fields: [string, unknown][] = Object.entries(input);
  return Object.fromEntries(
    fields.map(([name, value]) => {
      if (name === 'host' && typeof value === 'string') return [name, '127.0.0.1'];
      return [name, name === 'port' && Number.isInteger(value) ? 1 : atHome(value)];
    }),
  );
}
