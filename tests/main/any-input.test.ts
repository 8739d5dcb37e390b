import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type ProcedureName, procedures } from '../../src-shared/contract/procedures.ts';
import {
  anyInput,
  atHome,
  linkHere,
  nearlyRightInput,
  printerHere,
  rightInput,
} from './arbitrary-input.ts';
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
  'people.save': 10,
  'audit.verify': 10,
  'backup.save': 20,
  'move.export': 4,
};
const USUAL_RUNS = 200;

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
    const right = rightInput(input, { link: linkHere, printer: printerHere });
    await answersAll(name, fc.oneof(right, right, nearlyRightInput(right), anyInput));
    // The till has stood it.
    const session = till.session.operator ? till.session : till.till.openSession();
    // One that was written out for another computer is only looked at.
    if ((await till.call('till.state', {}, session)).movedAt) return;
    const builtIn = { link: { kind: 'built-in' } } as const;
    const after = await till.till.dispatch(session, 'module.use', builtIn);
    // A shop that moved away by it stays where it went.
    expect(after).toMatchObject(
      after.ok ? { value: { state: 'ready' } } : { error: { code: 'shop.moved' } },
    );
    if (name !== 'move.export') expect(after.ok).toBe(true);
  });
});

describe('any input before there is a shop', () => {
  beforeEach(async () => {
    till = await TestTill.open();
  });
  afterEach(() => till.close());

  it.each(all)('has an answer: %s', async (name, { input }) => {
    const right = rightInput(input, { link: linkHere, printer: printerHere });
    // A set-up that succeeds hashes a PIN; only the wrong ones are of interest here.
    const wrong = fc.oneof(nearlyRightInput(right), anyInput);
    await answersAll(name, name === 'till.setUp' ? wrong : fc.oneof(right, wrong), 60);
  });
});

async function answersAll(name: ProcedureName, inputs: fc.Arbitrary<unknown>, runs = USUAL_RUNS) {
  await fc.assert(
    fc.asyncProperty(
      inputs.map((input) => atHome(input, till.folder)),
      async (input) => {
        const answer = await till.till.dispatch(till.session, name, input);
        expect(till.unforeseen.splice(0)).toEqual([]);
        if (answer.ok) return;
        const { code, message, hint } = answer.error;
        expect(code).not.toBe('unexpected');
        expect(`${message} ${hint}`).not.toMatch(/undefined|NaN|errors\./);
      },
    ),
    { numRuns: Math.min(runs, RUNS[name] ?? USUAL_RUNS) },
  );
}
