import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstMessages } from '../../../src-main/messages.ts';
import { openPrinter } from '../../../src-main/printing/links/open.ts';
import { type PrintReport, SlipPrinter } from '../../../src-main/printing/printer.ts';
import { saleSlip } from '../../../src-main/printing/slip.ts';
import type { PrinterSettings } from '../../../src-shared/contract/printing-shapes.ts';
import type { ReceiptDocument } from '../../../src-shared/contract/receipt.ts';

import { readEscPos } from './escpos-reader.ts';
import { facts } from './example.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

function slip(number: number): ReceiptDocument {
  return saleSlip(facts({ sale: { receiptNumber: String(number).padStart(6, '0') } }));
}

function numberOn(bytes: Uint8Array): string | undefined {
  const line = readEscPos(bytes).lines.find((each) => each.text.startsWith('Receipt'));
  return line?.text.slice('Receipt'.length).trim();
}

describe('the printer of the shop', () => {
  let sink: PaperSink;
  let settings: PrinterSettings;
  let reports: PrintReport[];
  let printer: SlipPrinter;

  beforeEach(async () => {
    sink = await startPaperSink();
    settings = sink.address;
    reports = [];
    printer = new SlipPrinter({
      settings: () => settings,
      open: (given) => openPrinter(given),
      see: async () => false,
      report: (each) => reports.push(each),
      noted: () => undefined,
    });
  });
  afterEach(() => sink.close());

  it('prints slips one at a time in the order of the sales', async () => {
    const numbers = [1, 2, 3, 4, 5];
    for (const number of numbers) void printer.printSale(number, () => slip(number));
    await printer.idle();
    expect(sink.slips().map(numberOn)).toEqual(['000001', '000002', '000003', '000004', '000005']);
    expect(reports.map((each) => `${each.saleId} ${each.state}`)).toEqual(
      numbers.flatMap((number) => [`${number} printing`, `${number} printed`]),
    );
  });

  it('says what went wrong, throws nothing, and goes on with the next slip', async () => {
    const working = settings;
    const gone = await startPaperSink();
    await gone.close();
    settings = gone.address;
    const failed = await printer.printSale(1, () => slip(1));
    expect(failed).toMatchObject({ ok: false, error: { code: 'printer.refused' } });
    settings = { kind: 'none' };
    expect(await printer.printSale(2, () => slip(2))).toMatchObject({
      error: { code: 'printer.none' },
    });
    settings = working;
    expect(await printer.printSale(3, () => slip(3))).toEqual({ ok: true, value: null });
    expect(reports.map((each) => [each.saleId, each.state, each.problem?.code])).toEqual([
      [1, 'printing', undefined],
      [1, 'failed', 'printer.refused'],
      [2, 'printing', undefined],
      [2, 'failed', 'printer.none'],
      [3, 'printing', undefined],
      [3, 'printed', undefined],
    ]);
  });

  it('reports a document it cannot print instead of throwing', async () => {
    const broken: ReceiptDocument = {
      ...slip(1),
      get blocks(): ReceiptDocument['blocks'] {
        throw new Error('lost');
      },
    };
    const outcome = await printer.printSale(1, () => broken);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'printer.slip' } });
    expect(sink.slips()).toEqual([]);
  });

  it('tests a printer that is not in the settings yet, without a report', async () => {
    const candidate = settings;
    settings = { kind: 'none' };
    expect(await printer.printOther(() => slip(9), undefined, candidate)).toEqual({
      ok: true,
      value: null,
    });
    expect(sink.slips().map(numberOn)).toEqual(['000009']);
    expect(reports).toEqual([]);
  });

  it.each(['paper-out', 'cover-open', 'offline'] as const)(
    'sends nothing to a printer that says it is %s',
    async (condition) => {
      sink.condition = condition;
      expect(await printer.printSale(1, () => slip(1))).toMatchObject({
        error: { code: `printer.${condition}`, detail: { printer: '127.0.0.1' } },
      });
      expect(sink.slips()).toEqual([]);
      sink.condition = 'paper-low';
      expect(await printer.printSale(1, () => slip(1))).toEqual({ ok: true, value: null });
      expect(sink.slips().map(numberOn)).toEqual(['000001']);
    },
  );

  it('asks a printer that says nothing once, and prints all the same', async () => {
    sink.condition = 'unknown';
    for (const number of [1, 2]) await printer.printSale(number, () => slip(number));
    expect(sink.slips().map(numberOn)).toEqual(['000001', '000002']);
    // It would be stopped by this one if it were asked again.
    sink.condition = 'cover-open';
    expect(await printer.printSale(3, () => slip(3))).toEqual({ ok: true, value: null });
    expect(await printer.look(true)).toEqual({ ok: true, value: 'cover-open' });
  });

  it('waits for a slip that has to be fetched first', async () => {
    expect(await printer.printOther(async () => slip(5))).toEqual({ ok: true, value: null });
    expect(sink.slips().map(numberOn)).toEqual(['000005']);
  });

  it.each([
    ...['none', 'refused', 'unreachable', 'name', 'not-found', 'port-taken', 'no-permission'],
    ...['queue', 'paper-out', 'cover-open', 'offline', 'timeout', 'broken', 'slip'],
  ])('has a sentence and a way out for "%s"', (reason) => {
    const failure = firstMessages().failure(`printer.${reason}`, {
      printer: 'till-printer',
      host: 'till-printer',
      port: 9100,
      reason: 'no such queue',
    });
    expect(failure.message).toMatch(/slip/i);
    expect(failure.hint).toMatch(/Nothing is lost/);
    expect(failure.message + failure.hint).not.toMatch(/\{\{|undefined/);
  });
});
