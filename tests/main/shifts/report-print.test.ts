import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptDocument } from '../../../src-shared/contract/receipt.ts';
import { readEscPos } from '../printing/escpos-reader.ts';
import { type PaperSink, startPaperSink } from '../printing/paper-sink.ts';
import { readPdf } from '../printing/pdf-reader.ts';
import { TrainingShop } from '../training-shop.ts';
import { Counter, people } from './counter.ts';

/* X and Z reports on paper: one original of each Z report, and never a close that fails for it. */

let shop: TrainingShop;
let counter: Counter;
let printer: PaperSink;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  printer = await startPaperSink();
  counter = await Counter.open(shop);
});
afterEach(async () => {
  await counter.till.close();
  await printer.close();
});

function print(printEachSale: boolean, port = printer.port): Promise<void> {
  return counter.change({ printEachSale, printer: { kind: 'tcp', host: '127.0.0.1', port } });
}

async function nextSlip(): Promise<string> {
  const { lines } = readEscPos(await printer.waitForSlip());
  return lines.map(({ text }) => text.trim()).join('\n');
}

function isCopy(document: ReceiptDocument): boolean {
  return document.blocks.some((block) => block.kind === 'mark' && block.text === 'COPY');
}

async function isPreviewedAsCopy(): Promise<boolean> {
  return isCopy((await counter.till.call('shift.zReport', { number: 1 })).document);
}

describe('a Z report', () => {
  it('is printed by itself when the shift is closed, and is a copy from then on', async () => {
    const { till } = counter;
    await counter.sell(5_000);
    await print(true);
    const z = await counter.close();
    const original = await nextSlip();
    expect(original).toMatch(/^TRAINING: no real money$/m);
    expect(original).toMatch(/^Z report +0001$/m);
    expect(original).not.toContain('COPY');
    expect(original.replaceAll(/\s/g, '')).toContain(z.auditHash);
    await till.call('shift.printZ', { number: 1 });
    expect(await nextSlip()).toMatch(/^COPY$/m);
    expect(await isPreviewedAsCopy()).toBe(true);
    expect(counter.trail().at(-1)).toMatchObject({
      what: 'shift.z-copied',
      operator_id: people.thandi,
      facts: '{"number":1,"slips":2}',
    });
    await counter.restart('thandi');
    expect(await isPreviewedAsCopy()).toBe(true);
  });

  it('is not printed by itself where the shop does not want that', async () => {
    const { till } = counter;
    await counter.sell(5_000);
    await print(false);
    await counter.close();
    expect(await isPreviewedAsCopy()).toBe(false);
    await till.call('shift.printZ', { number: 1 });
    expect(await nextSlip()).not.toContain('COPY');
    expect(printer.slips()).toHaveLength(1);
  });

  it('is closed all the same when the printer is gone, and its first slip is the original', async () => {
    const { till } = counter;
    await counter.sell(5_000);
    await print(true, 1);
    expect((await counter.close()).number).toBe(1);
    expect((await till.refusal('shift.printZ', { number: 1 })).code).toBe('printer.refused');
    expect(await isPreviewedAsCopy()).toBe(false);
    await print(true);
    await till.call('shift.printZ', { number: 1 });
    expect(await nextSlip()).not.toContain('COPY');
  });

  it('is a PDF that says what the slip says', async () => {
    const { till } = counter;
    await counter.sell(5_000);
    const z = await counter.close();
    const first = await till.call('shift.zPdf', { number: 1 });
    expect(first.fileName).toBe('z-0001.pdf');
    const text = readPdf(Buffer.from(first.base64, 'base64')).text.join('').replaceAll(/\s/g, '');
    expect(text).toContain(z.auditHash);
    expect(text).not.toContain('COPY');
    const second = await till.call('shift.zPdf', { number: 1 });
    expect(readPdf(Buffer.from(second.base64, 'base64')).text.join('')).toContain('COPY');
  });
});

describe('an X report', () => {
  it('is printed as it is shown, and is no Z report', async () => {
    const { till } = counter;
    await counter.sell(5_000);
    await print(true);
    const { report, document } = await till.call('shift.xReport', {});
    await till.call('shift.printX', {});
    const slip = await nextSlip();
    expect(slip).toMatch(/^X report of shift +1$/m);
    expect(slip).toMatch(/^Taken +R 50\.00$/m);
    expect(slip).not.toMatch(/Z report|COPY/);
    expect(document.name).toBe(`x-${report.shiftId}`);
    expect((await till.call('shift.zReports', { before: null, limit: 1 })).reports).toEqual([]);
  });

  it('says so where there is no printer', async () => {
    await counter.sell(5_000);
    expect((await counter.till.refusal('shift.printX', {})).code).toBe('printer.none');
  });
});
