import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_LOGO_ROWS } from '../../../src-shared/contract/logo-shapes.ts';
import type { ReceiptDocument } from '../../../src-shared/contract/receipt.ts';
import type { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { readEscPos } from './escpos-reader.ts';
import { exampleBits, exampleLogo } from './logo-example.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

/* The shop's logo: kept, printed on every slip of either width, removed. */

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
});
afterEach(async () => {
  await till.close();
  await printer.close();
});

async function sell(): Promise<number> {
  return (await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5000)).id;
}

/** What stands on top of a slip. */
const topOf = ({ blocks }: ReceiptDocument) => blocks[0];

it('is kept and told of, over restarts', async () => {
  expect(await till.call('logo.get', {})).toEqual({ logo: null });
  await till.call('logo.save', { logo: exampleLogo });
  await till.restart();
  expect(await till.call('logo.get', {})).toEqual({ logo: exampleLogo });
  expect(till.ledger(`SELECT operator_id FROM audit WHERE what = 'logo.changed'`)).toEqual([
    { operator_id: 1 },
  ]);
});

describe('a shop with a logo', () => {
  beforeEach(async () => {
    await till.call('logo.save', { logo: exampleLogo });
    await till.set({ printer: printer.address, printEachSale: true });
  });

  it.each([58, 80] as const)(
    'prints it on its sales, X reports and test slips, %i mm',
    async (paper) => {
      await till.set({ paper });
      const saleId = await sell();
      await till.call('shift.printX', {});
      await till.call('printer.test', { printer: printer.address, paper });
      for (let each = 0; each < 3; each += 1) {
        const { lines } = readEscPos(await printer.waitForSlip());
        expect(Buffer.from(lines[0]?.raster?.bits ?? []).equals(exampleBits(paper))).toBe(true);
      }
      const preview = await till.call('slip.preview', { saleId, copy: true });
      expect(topOf(preview)).toEqual({ kind: 'logo', ...exampleLogo[paper] });
    },
  );

  it('tests a printer of the other width with the logo for that', async () => {
    await till.call('printer.test', { printer: printer.address, paper: 80 });
    const { lines } = readEscPos(await printer.waitForSlip());
    expect(lines[0]?.raster?.width).toBe(576);
  });

  it('prints none any more once it is removed, once', async () => {
    const saleId = await sell();
    await printer.waitForSlip();
    await till.call('logo.remove', {});
    expect(await till.call('logo.get', {})).toEqual({ logo: null });
    const preview = await till.call('slip.preview', { saleId, copy: true });
    expect(topOf(preview)?.kind).toBe('title');
    expect((await till.refusal('logo.remove', {})).code).toBe('logo.none');
    expect(till.ledger(`SELECT what FROM audit WHERE what LIKE 'logo.%'`)).toEqual([
      { what: 'logo.changed' },
      { what: 'logo.removed' },
    ]);
  });
});

describe('what is no logo', () => {
  const { 58: narrow, 80: wide } = exampleLogo;
  const tooHigh = MOST_LOGO_ROWS + 8;
  it.each([
    ['dots of the other paper', { 58: wide, 80: wide }],
    ['one paper only', { 58: narrow }],
    ['fewer dots than rows', { 58: { ...narrow, rows: narrow.rows + 8 }, 80: wide }],
    ['rows that are not eights', { 58: { ...narrow, rows: 60 }, 80: wide }],
    ['no rows', { 58: { rows: 0, dots: '' }, 80: wide }],
    ['a poster', { 58: { rows: tooHigh, dots: 'A'.repeat((48 * tooHigh * 4) / 3) }, 80: wide }],
    [
      'letters that stand for nothing',
      { 58: { ...narrow, dots: narrow.dots.replace(/^./, '!') }, 80: wide },
    ],
    ['something beside it', { 58: { ...narrow, path: '/etc/passwd' }, 80: wide }],
  ])('%s is refused, and what was kept stays', async (_, logo) => {
    await till.call('logo.save', { logo: exampleLogo });
    expect((await till.refusal('logo.save', { logo })).code).toBe('bad-input');
    expect(await till.call('logo.get', {})).toEqual({ logo: exampleLogo });
  });
});
