import { cp } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PrinterSettings } from '../../../src-shared/contract/printing-shapes.ts';
import { eventually, freshFolder, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { readEscPos } from './escpos-reader.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

/* A till that stops between a token and its slip: whoever opens it again sees that the slip is missing. */

let shop: TrainingShop;
let till: TestTill;
let printer: PaperSink;
/** Lets go of the printers, which somebody is looking for. */
let release: () => void;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  printer = await startPaperSink();
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const loadUsb = async () => {
    await held;
    return { getDeviceList: () => [] };
  };
  till = await shop.open({ printerWays: { loadUsb, platform: 'win32' } });
});
afterEach(async () => {
  release();
  await till.close();
  await printer.close();
});

async function set(kind: 'tcp' | 'none', printEachSale = true): Promise<void> {
  const settings = await till.settings();
  const here: PrinterSettings = kind === 'tcp' ? printer.address : { kind };
  await till.call('shop.save', { ...settings, printer: here, printEachSale });
}

async function sell(): Promise<number> {
  return (await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5000)).id;
}

/** Sells while the printers are busy with something else, and stops the till printer.address. */
async function stopBeforeTheSlip(): Promise<{ saleId: number; after: TestTill }> {
  void till.call('printers.find', {}).catch(() => undefined);
  const saleId = await sell();
  expect(printer.slips()).toHaveLength(0);
  return { saleId, after: await openedAgain() };
}

/** A till on what a power cut would leave of this one. */
async function openedAgain(): Promise<TestTill> {
  const folder = await freshFolder();
  await cp(till.folder, folder, { recursive: true });
  return TestTill.open({ folder, clock: till.clock });
}

it('the slip waits, says why, and is printed marked COPY: part of it may be on paper', async () => {
  await set('tcp');
  printer.condition = 'paper-out';
  const { saleId, after } = await stopBeforeTheSlip();
  expect(await after.call('slips.waiting', {})).toMatchObject([
    {
      kind: 'sale',
      title: '000001, Nomsa Dlamini',
      problem: { code: 'printer.stopped' },
      torn: true,
      byItself: true,
    },
  ]);
  printer.condition = 'ready';
  const { lines } = readEscPos(await printer.waitForSlip());
  expect(lines.some(({ text }) => text.trim() === 'COPY')).toBe(true);
  await eventually(async () => expect(await after.call('slips.waiting', {})).toEqual([]));
  expect(await after.call('sales.get', { saleId })).toMatchObject({ slips: 1 });
  await after.close();
}, 20_000);

it('a slip that was taken off the list stays off, however often the till stops', async () => {
  await set('tcp');
  printer.condition = 'offline';
  const { after } = await stopBeforeTheSlip();
  const [slip] = await after.call('slips.waiting', {});
  await after.call('slips.forget', { id: slip?.id ?? 0 });
  const folder = await freshFolder();
  await cp(after.folder, folder, { recursive: true });
  await after.close();
  const again = await TestTill.open({ folder, clock: till.clock });
  expect(await again.call('slips.waiting', {})).toEqual([]);
  await again.close();
});

it('nothing waits of a sale that was printed, nor where slips are not printed by themselves', async () => {
  await set('tcp');
  await sell();
  await printer.waitForSlip();
  await eventually(async () =>
    expect(await till.call('sales.get', { saleId: 1 })).toMatchObject({ slips: 1 }),
  );
  await set('tcp', false);
  await sell();
  let after = await openedAgain();
  expect(await after.call('slips.waiting', {})).toEqual([]);
  await after.close();
  // What was sold before slips were printed by themselves has none, and nobody misses it.
  await set('tcp', true);
  after = await openedAgain();
  expect(await after.call('slips.waiting', {})).toEqual([]);
  await after.close();
  await set('none');
  await sell();
  after = await openedAgain();
  expect(await after.call('slips.waiting', {})).toEqual([]);
  await after.close();
});

it('a till that was closed in order looks for none', async () => {
  await set('none');
  await sell();
  await set('tcp');
  await till.restart();
  expect(await till.call('slips.waiting', {})).toEqual([]);
});
