import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { readEscPos } from './escpos-reader.ts';
import { FakeUsbPrinter } from './links/fake-usb.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

/* A slip that cannot be printed waits, and is printed once: twice only with COPY on it. */

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

async function sell(): Promise<number> {
  return (await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5000)).id;
}

const waiting = () => till.call('slips.waiting', {});
const marksOn = (bytes: Uint8Array) =>
  readEscPos(bytes)
    .lines.filter(({ invert }) => invert)
    .map(({ text }) => text.trim());

async function oneWaits(code: string) {
  return eventually(async () => {
    const slips = await waiting();
    expect(slips.map(({ problem }) => problem.code)).toEqual([code]);
    const [slip] = slips;
    if (!slip) return expect.fail('none waits');
    return slip;
  });
}

describe('a slip that cannot be printed', () => {
  it('waits, is told of, and is printed by itself as the original once there is paper', async () => {
    printer.condition = 'paper-out';
    const saleId = await sell();
    const slip = await oneWaits('printer.paper-out');
    expect(slip).toMatchObject({ kind: 'sale', torn: false, byItself: true });
    expect(slip.title).toBe('000001, Nomsa Dlamini');
    expect(await till.call('printer.state', {})).toMatchObject({
      problem: { code: 'printer.paper-out' },
      waiting: 1,
    });
    await eventually(async () => {
      const { alarms } = await till.call('alarms.list', {});
      expect(alarms.map(({ id, level }) => `${id} ${level}`)).toContain('printer red');
    });
    expect(printer.slips()).toEqual([]);

    printer.condition = 'ready';
    expect(marksOn(await printer.waitForSlip())).not.toContain('COPY');
    await eventually(async () => expect(await waiting()).toEqual([]));
    expect(await till.call('sales.get', { saleId })).toMatchObject({ slips: 1 });
    expect(till.heard('printer').at(-1)).toMatchObject({ problem: null, waiting: 0 });
  }, 20_000);

  it('survives a restart', async () => {
    printer.condition = 'cover-open';
    await sell();
    await oneWaits('printer.cover-open');
    await till.restart();
    await oneWaits('printer.cover-open');
    printer.condition = 'ready';
    await printer.waitForSlip();
    await eventually(async () => expect(await waiting()).toEqual([]));
    expect(printer.slips()).toHaveLength(1);
  }, 20_000);

  it('that broke off half-way is printed again as a copy, once', async () => {
    printer.diesAfter = 200;
    await sell();
    expect(await oneWaits('printer.broken')).toMatchObject({ torn: true });
    // The next attempt breaks off as well: from then on the roll is spared.
    await eventually(() => expect(printer.torn()).toHaveLength(2));
    await eventually(async () => expect((await waiting())[0]).toMatchObject({ byItself: false }));
    printer.diesAfter = null;
    const [slip] = await waiting();
    expect(await till.call('slips.print', { id: slip?.id ?? 0, where: 'printer' })).toEqual({
      copy: true,
    });
    expect(marksOn(await printer.waitForSlip())).toContain('COPY');
    expect(await waiting()).toEqual([]);
  }, 20_000);

  it('can be sent to the second printer', async () => {
    const spare = await startPaperSink();
    await till.set({ sparePrinter: spare.address });
    printer.condition = 'offline';
    await sell();
    const { id } = await oneWaits('printer.offline');
    expect(await till.call('slips.print', { id, where: 'spare' })).toEqual({ copy: false });
    expect(marksOn(await spare.waitForSlip())).not.toContain('COPY');
    expect(await waiting()).toEqual([]);
    await spare.close();
  });

  it('can be kept as a file, and is a copy from then on', async () => {
    printer.condition = 'offline';
    const saleId = await sell();
    const { id } = await oneWaits('printer.offline');
    expect(await till.call('slips.file', { id })).toMatchObject({ copy: false });
    expect(await waiting()).toEqual([]);
    expect((await till.refusal('slips.file', { id })).code).toBe('slip.gone');
    expect((await till.call('slip.pdf', { saleId, copy: false })).copy).toBe(true);
  });

  it('can be forgotten, and who did that is kept', async () => {
    printer.condition = 'offline';
    await sell();
    const { id } = await oneWaits('printer.offline');
    await till.call('slips.forget', { id });
    expect(await waiting()).toEqual([]);
    expect(
      till.ledger(`SELECT what, operator_id, facts FROM audit WHERE what = 'slip.forgotten'`),
    ).toEqual([{ what: 'slip.forgotten', operator_id: 1, facts: '{"kind":"sale","subject":1}' }]);
    expect((await till.refusal('slips.forget', { id })).code).toBe('slip.gone');
  });

  it('waits no longer once it was printed by hand', async () => {
    printer.condition = 'paper-out';
    const saleId = await sell();
    await oneWaits('printer.paper-out');
    printer.condition = 'paper-low';
    expect(await till.call('slip.print', { saleId, copy: false })).toEqual({ copy: false });
    expect(await waiting()).toEqual([]);
    expect(printer.slips()).toHaveLength(1);
  });
});

it('a refund and a Z report wait as well, each under its own name', async () => {
  const saleId = await sell();
  await printer.waitForSlip();
  printer.condition = 'offline';
  await till.call('sale.refund', {
    requestId: crypto.randomUUID(),
    saleId,
    amount: 1000,
    payment: 'cash',
    reason: 'x',
  });
  const counted = { cash: 4000, card: 0, 'mobile-money': 0, account: 0 } as const;
  await till.call('shift.count', { counted });
  await till.call('shift.close', { explanation: 'x', left: 0 });
  await eventually(async () => {
    expect((await waiting()).map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'refund 000001, Nomsa Dlamini',
      'z-report 0001',
    ]);
  });
  printer.condition = 'ready';
  for (const _ of [1, 2]) expect(marksOn(await printer.waitForSlip())).not.toContain('COPY');
  await eventually(async () => expect(await waiting()).toEqual([]));
}, 20_000);

it('a slip that was on its way when the till died is a copy', async () => {
  printer.condition = 'offline';
  await sell();
  await oneWaits('printer.offline');
  await till.till.close();
  // What the ledger says where the power failed after the bytes had left.
  till.change('UPDATE waiting_slip SET torn = torn + 1');
  printer.condition = 'ready';
  await till.restart();
  expect(marksOn(await printer.waitForSlip())).toContain('COPY');
}, 20_000);

it('a slip of which a printer that hangs never got a byte is an original still', async () => {
  const usb = new FakeUsbPrinter(0x04b8, 0x0e28);
  usb.stallsAfter = -1;
  const loadUsb = async () => ({ getDeviceList: () => [usb.device()] });
  await till.close();
  till = await shop.open({ printerWays: { loadUsb, platform: 'linux' } });
  const here = { kind: 'usb', vendorId: 0x04b8, productId: 0x0e28, serialNumber: '' } as const;
  await till.set({ printer: here, printEachSale: true });
  const saleId = await sell();
  expect(await oneWaits('printer.timeout')).toMatchObject({ torn: false });
  expect(await till.call('sales.get', { saleId })).toMatchObject({ slips: 0 });
  usb.stallsAfter = null;
  await eventually(async () => expect(await waiting()).toEqual([]));
  expect(marksOn(usb.paper)).not.toContain('COPY');
}, 20_000);

it('printers are looked for between two slips', async () => {
  const usb = new FakeUsbPrinter(0x04b8, 0x0e28);
  const loadUsb = async () => ({ getDeviceList: () => [usb.device()] });
  await till.close();
  till = await shop.open({ printerWays: { loadUsb, platform: 'linux' } });
  const here = { kind: 'usb', vendorId: 0x04b8, productId: 0x0e28, serialNumber: '' } as const;
  await till.set({ printer: here, printEachSale: false });
  const saleId = await sell();
  await Promise.all([
    till.call('slip.print', { saleId, copy: false }),
    till.call('printers.find', {}),
  ]);
  const opened = usb.story.filter((what) => what === 'open' || what === 'close');
  expect(opened.length).toBeGreaterThan(3);
  expect(opened.join(' ')).not.toContain('open open');
});

it('a slip that somebody prints by hand while others are printed is not printed twice', async () => {
  printer.condition = 'offline';
  const first = await sell();
  const second = await sell();
  await eventually(async () => expect(await waiting()).toHaveLength(2));
  const id = (await waiting())[1]?.id ?? 0;
  printer.condition = 'ready';
  await eventually(() =>
    expect(till.heard('print').at(-1)).toMatchObject({ saleId: first, state: 'printing' }),
  );
  expect(await till.call('slips.print', { id, where: 'printer' })).toEqual({ copy: false });
  await eventually(async () => expect(await waiting()).toEqual([]));
  await till.till.close();
  expect(printer.slips()).toHaveLength(2);
  await till.restart();
  expect(await till.call('sales.get', { saleId: second })).toMatchObject({ slips: 1 });
}, 20_000);

it('a slip that cannot be drawn is in the way of no other', async () => {
  printer.condition = 'offline';
  const saleId = await sell();
  await oneWaits('printer.offline');
  await till.till.close();
  till.change('UPDATE waiting_slip SET id = 2');
  till.change(
    `INSERT INTO waiting_slip (id, kind, subject, since, copy, problem, torn)
     VALUES (1, 'sale', 999, 0, 0, '{"code":"printer.offline","detail":{}}', 0)`,
  );
  printer.condition = 'ready';
  await till.restart();
  await printer.waitForSlip();
  await eventually(async () => expect((await waiting()).map(({ id }) => id)).toEqual([1]));
  expect(await till.call('sales.get', { saleId })).toMatchObject({ slips: 1 });
}, 20_000);
