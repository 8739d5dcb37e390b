import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { readEscPos } from './escpos-reader.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

/* Of each sale there is one original; every further slip says that it is a copy. */

let shop: TrainingShop;
let till: TestTill;
let printer: PaperSink;
let saleId: number;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  printer = await startPaperSink();
  till = await shop.open();
});
afterEach(async () => {
  await till.close();
  await printer.close();
});

async function sellWithPrinter(printEachSale: boolean): Promise<void> {
  await till.set({ printer: printer.address, printEachSale });
  saleId = (await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5000)).id;
}

async function isPreviewedAsCopy(copy = false): Promise<boolean> {
  const { blocks } = await till.call('slip.preview', { saleId, copy });
  return blocks.some((block) => block.kind === 'mark' && block.text === 'COPY');
}

async function isNextSlipCopy(): Promise<boolean> {
  const { lines } = readEscPos(await printer.waitForSlip());
  return lines.some(({ text }) => text.trim() === 'COPY');
}

describe('a slip', () => {
  it('is an original once, on paper or as PDF, and a copy from then on', async () => {
    await sellWithPrinter(false);
    expect(await isPreviewedAsCopy()).toBe(false);
    expect((await till.call('slip.pdf', { saleId, copy: false })).copy).toBe(false);
    expect(await isPreviewedAsCopy()).toBe(true);
    expect(await till.call('slip.print', { saleId, copy: false })).toEqual({ copy: true });
    expect(await isNextSlipCopy()).toBe(true);
    expect((await till.call('slip.pdf', { saleId, copy: false })).copy).toBe(true);
  });

  it('that was printed with its sale is a copy when it is printed again', async () => {
    await sellWithPrinter(true);
    expect(await isNextSlipCopy()).toBe(false);
    expect(await till.call('slip.print', { saleId, copy: false })).toEqual({ copy: true });
    expect(await isNextSlipCopy()).toBe(true);
  });

  it('asked for many times at once is an original once', async () => {
    await sellWithPrinter(false);
    const asked = Array.from({ length: 5 }, () => till.call('slip.print', { saleId, copy: false }));
    const copies = (await Promise.all(asked)).filter(({ copy }) => copy);
    expect(copies).toHaveLength(4);
    expect(await isNextSlipCopy()).toBe(false);
    for (let each = 1; each < 5; each += 1) expect(await isNextSlipCopy()).toBe(true);
  });

  it('asked for from the history is a copy, even the first', async () => {
    await sellWithPrinter(false);
    expect(await isPreviewedAsCopy(true)).toBe(true);
    expect(await till.call('slip.print', { saleId, copy: true })).toEqual({ copy: true });
    expect(await isNextSlipCopy()).toBe(true);
  });

  it('as text for a message counts as one, and says what the slip says', async () => {
    await sellWithPrinter(false);
    const { token } = await till.call('sales.get', { saleId });
    const first = await till.call('slip.text', { saleId, copy: false });
    expect(first.copy).toBe(false);
    expect(first.text.replaceAll(' ', '')).toContain(token);
    expect(first.text).not.toContain('COPY');
    const second = await till.call('slip.text', { saleId, copy: false });
    expect(second.copy).toBe(true);
    expect(second.text).toContain('*** COPY ***');
  });

  it('has every token of its sale, in the order the meter needs', async () => {
    await sellWithPrinter(false);
    const { token } = await till.call('sales.get', { saleId });
    await till.till.close();
    const more = ['11112222333344445555', '55554444333322221111'];
    for (const [index, digits] of more.entries()) {
      const reversed = Array.from(digits).reverse().join('');
      till.change(
        `INSERT INTO token (sale_id, sequence, digits, digits_reversed)
         VALUES (${saleId}, ${index + 2}, '${digits}', '${reversed}')`,
      );
    }
    await till.restart();
    const { blocks } = await till.call('slip.preview', { saleId, copy: false });
    const tokens = blocks.flatMap((block) => (block.kind === 'token' ? [block.digits] : []));
    expect(tokens).toEqual([token, ...more]);
    await till.call('slip.print', { saleId, copy: false });
    expect(readEscPos(await printer.waitForSlip()).qr).toEqual(tokens);
  });
});
