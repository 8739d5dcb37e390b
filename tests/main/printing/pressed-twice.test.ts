import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { readEscPos } from './escpos-reader.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

/* A slip that waits is one slip, however often and in how many ways somebody asks for it at once. */

let shop: TrainingShop;
let till: TestTill;
let printer: PaperSink;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  printer = await startPaperSink();
  till = await shop.open();
  await till.set({ printer: printer.address, printEachSale: true });
});
afterEach(async () => {
  await till.close();
  await printer.close();
});

/** The number of a refund's slip that waits because there was no paper. */
async function waitingRefund(): Promise<number> {
  const { id: saleId } = await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5000);
  await printer.waitForSlip();
  printer.condition = 'paper-out';
  const requestId = crypto.randomUUID();
  const money = { amount: 1000, payment: 'cash', reason: 'x' } as const;
  await till.call('sale.refund', { requestId, saleId, ...money });
  return eventually(async () => {
    const [slip] = await till.call('slips.waiting', {});
    if (!slip) return expect.fail('none waits');
    return slip.id;
  });
}

/** How each ended: with COPY, without, or with the code of its refusal. */
async function endings(asked: readonly Promise<{ copy: boolean }>[]): Promise<string[]> {
  const settled = await Promise.allSettled(asked);
  return settled
    .map((each) => {
      if (each.status === 'fulfilled') return each.value.copy ? 'copy' : 'original';
      return each.reason instanceof Error ? each.reason.message : 'thrown';
    })
    .sort();
}

const isCopy = (bytes: Uint8Array) =>
  readEscPos(bytes).lines.some(({ text }) => text.trim() === 'COPY');

it('pressed twice it is printed once, and the second press is told that it is gone', async () => {
  const id = await waitingRefund();
  printer.condition = 'paper-low';
  const press = () => till.call('slips.print', { id, where: 'printer' });
  const ended = await endings([press(), press()]);
  expect(ended[0]).toBe('original');
  expect(ended[1]).toContain('slip.gone');
  expect(printer.slips().slice(1).map(isCopy)).toEqual([false]);
  expect(await till.call('slips.waiting', {})).toEqual([]);
});

it('pressed twice it does not wait again where the paper ends between the two', async () => {
  const id = await waitingRefund();
  printer.condition = 'ready';
  const press = () => till.call('slips.print', { id, where: 'printer' });
  const first = press();
  const second = press();
  await first;
  printer.condition = 'paper-out';
  expect((await endings([second]))[0]).toContain('slip.gone');
  expect(await till.call('slips.waiting', {})).toEqual([]);
});

it('kept as a file twice it is one original', async () => {
  const id = await waitingRefund();
  const press = () => till.call('slips.file', { id });
  const ended = await endings([press(), press()]);
  expect(ended.filter((each) => each === 'original')).toHaveLength(1);
  expect(ended[1]).toContain('slip.gone');
});

it('kept as a file while it is being printed, one of the two is a copy or none at all', async () => {
  const id = await waitingRefund();
  printer.condition = 'ready';
  await endings([
    till.call('slips.print', { id, where: 'printer' }),
    till.call('slips.file', { id }),
  ]).then((ended) => expect(ended.filter((each) => each === 'original')).toHaveLength(1));
});
