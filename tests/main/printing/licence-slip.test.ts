import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { licenceMail, makeLicence } from '../../../src-main/module/emulator/licence-maker.ts';
import { ModuleHost } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { readEscPos } from './escpos-reader.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

/* The slip of a licence: right after it was loaded, and from the list of licences as a copy. */

let shop: TrainingShop;
let till: TestTill;
let host: ModuleHost;
let printer: PaperSink;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  printer = await startPaperSink();
  const clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock, { transactions: 7 });
  till = await shop.open({ link: host.link, clock });
  await till.set({ printer: printer.address });
});
afterEach(async () => {
  await till.close();
  await host.goAway();
  await printer.close();
});

async function load(): Promise<number> {
  const terms = { expires: '20261130', warrantyUntil: '20271130', renewalMonth: 11 };
  const certificate = makeLicence({ moduleId: '94000001', transactions: 500, ...terms });
  const loaded = await till.call('licences.load', { text: licenceMail(certificate) });
  expect(loaded.state).toBe('loaded');
  return loaded.id;
}

async function nextSlip(): Promise<{ copy: boolean; text: string }> {
  const { lines } = readEscPos(await printer.waitForSlip());
  const text = lines.map((line) => line.text).join('\n');
  return { copy: lines.some((line) => line.text.trim() === 'COPY'), text };
}

it('is an original when it is loaded, and a copy from the list', async () => {
  const id = await load();
  expect(await till.call('slip.printLicence', { id, copy: false })).toEqual({ copy: false });
  const original = await nextSlip();
  expect(original.copy).toBe(false);
  expect(original.text).toContain('94000001');

  await till.restart();
  const [listed] = await till.call('licences.list', { limit: 10 });
  expect(listed?.id).toBe(id);
  expect(await till.call('slip.printLicence', { id, copy: true })).toEqual({ copy: true });
  const copy = await nextSlip();
  expect(copy.copy).toBe(true);
  expect(copy.text).toContain('94000001');
});

it('that waits for paper as a copy is printed as one', async () => {
  const id = await load();
  printer.condition = 'paper-out';
  const refusal = await till.refusal('slip.printLicence', { id, copy: true });
  expect(refusal.code).toBe('printer.paper-out');
  printer.condition = 'ready';
  expect((await nextSlip()).copy).toBe(true);
  await eventually(async () => expect(await till.call('slips.waiting', {})).toEqual([]));
}, 20_000);
