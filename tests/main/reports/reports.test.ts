import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { flatTerms, forNow } from '../../shared/pricing/flat-terms.ts';
import { employ, LERATO, screenOf } from '../people/people.ts';
import { readEscPos } from '../printing/escpos-reader.ts';
import { startPaperSink } from '../printing/paper-sink.ts';
import { readPdf } from '../printing/pdf-reader.ts';
import { PIN, TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* Reports as a screen asks for them: what was sold here, and who may see it. */

const today = { from: '2026-03-02', to: '2026-03-02' };

let shop: TrainingShop;
let till: TestTill;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  till = await shop.open();
});
afterEach(() => till.close());

async function sell(name: string, amount: number): Promise<Sale> {
  return till.sell((await till.meterOf(name)).id, amount);
}

function textOf(file: { base64: string }): string {
  return Buffer.from(file.base64, 'base64').toString('utf8');
}

describe('a report', () => {
  it('says what was sold, and leads to it', async () => {
    const one = await sell('Nomsa Dlamini', 5_000);
    const other = await sell('Sipho Khumalo', 7_500);
    const report = await till.call('reports.make', { report: 'takings', ...today, filter: {} });
    expect(report).toMatchObject({ training: true, leftOut: 0, ...today });
    expect(report.totals.slice(0, 2)).toMatchObject([{ value: 12_500 }, { value: 2 }]);
    const [row] = report.rows;
    const filter = row?.drill ?? expect.fail('no sales behind it');
    const first = { ...today, filter, after: null, limit: 1 };
    const page = await till.call('reports.sales', first);
    expect(page).toMatchObject({ sales: [{ id: other.id, token: other.token }], more: true });
    const after = { at: other.at, saleId: other.id };
    expect(await till.call('reports.sales', { ...first, after })).toMatchObject({
      sales: [{ id: one.id }],
      more: false,
    });
  });

  it('of another time has nothing of it', async () => {
    await sell('Nomsa Dlamini', 5_000);
    for (const day of ['2026-03-01', '2026-03-03']) {
      const question = { report: 'takings', from: day, to: day, filter: {} } as const;
      expect(await till.call('reports.make', question)).toMatchObject({ rows: [] });
    }
  });

  it('is refused for a time that cannot be', async () => {
    const ask = (from: string, to: string) =>
      till.refusal('reports.make', { report: 'takings', from, to, filter: {} });
    expect((await ask('2026-03-02', '2026-03-01')).code).toBe('reports.period');
    expect((await ask('1900-01-01', '2026-03-01')).code).toBe('reports.period');
    expect((await ask('2026-02-30', '2026-03-01')).code).toBe('bad-input');
  });

  it('can be taken along as CSV and PDF, and says so much and no more', async () => {
    await sell('Nomsa Dlamini', 5_000);
    const question = { report: 'operators', ...today, filter: {} } as const;
    const csv = await till.call('reports.csv', question);
    expect(csv.fileName).toBe('operators-2026-03-02.csv');
    expect(textOf(csv)).toMatch(/^\uFEFFServed by,Sales.*\r\n.*,1,.*,50\.00\r\n$/u);
    const pdf = await till.call('reports.pdf', question);
    expect(pdf.fileName).toBe('operators-2026-03-02.pdf');
    const { text } = readPdf(Buffer.from(pdf.base64, 'base64'));
    expect(text.join('').replaceAll(/\s/g, '')).toContain('TRAINING:norealmoney');
    const month = { ...question, from: '2026-03-01', to: '2026-03-31' };
    expect((await till.call('reports.csv', month)).fileName).toBe(
      'operators-2026-03-01-2026-03-31.csv',
    );
  });

  it('is printed on the slip printer', async () => {
    const printer = await startPaperSink();
    await sell('Nomsa Dlamini', 5_000);
    const settings = await till.settings();
    await till.call('shop.save', { ...settings, printer: printer.address });
    await till.call('reports.print', { report: 'taxes', ...today, filter: {} });
    const { lines } = readEscPos(await printer.waitForSlip());
    const text = lines.map((line) => line.text.trim()).join('\n');
    expect(text).toMatch(/^TRAINING: no real money$/m);
    expect(text).toMatch(/^Taxes +R 6\.52$/m);
    await printer.close();
  });

  it('of taxes says what each was charged on', async () => {
    const meter = await till.meterOf('Nomsa Dlamini');
    await till.call('tariffs.save', {
      ...{ id: meter.tariffId, name: 'Taxed', ...forNow, ...flatTerms({ price: 2_000_000 }) },
      fixedCharges: [{ name: 'Network', every: 'sale', amount: 1_000, arrears: false }],
      serviceFee: { amount: 500, basisPoints: 0 },
      taxes: [
        { name: 'VAT', basisPoints: 1_500, on: ['energy', 'fixed-charge'] },
        { name: 'Levy', basisPoints: 200, on: ['energy'] },
        { name: 'Zero', basisPoints: 0, on: ['service-fee'] },
      ],
    });
    // 10.00 and its VAT, 5.00, and 80.00 with 15 % and 2 % on top.
    await till.sell(meter.id, 1_150 + 500 + 9_360);
    await till.sell(meter.id, 1_150 + 500 + 9_360);
    const { rows } = await till.call('reports.make', { report: 'taxes', ...today, filter: {} });
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['VAT', 1_500, 2, 18_000, 2_700],
      ['Levy', 200, 2, 16_000, 320],
      ['Zero', 0, 2, 1_000, 0],
    ]);
  });

  it('says whose sales it is narrowed to', async () => {
    await sell('Nomsa Dlamini', 5_000);
    const { id, drn } = await till.meterOf('Nomsa Dlamini');
    await sell('Sipho Khumalo', 7_500);
    const filter = { meterId: id };
    const report = await till.call('reports.make', { report: 'sales', ...today, filter });
    expect(report.only.join()).toContain('Nomsa Dlamini');
    expect(report.only.join().replaceAll(' ', '')).toContain(drn);
    expect(report.rows).toHaveLength(1);
  });

  it('is made one after the other, and is given up when the shop is left', async () => {
    await sell('Nomsa Dlamini', 5_000);
    const question = { report: 'takings', from: '2026-01-01', to: '2026-12-31', filter: {} };
    const asked = Array.from({ length: 5 }, () =>
      till.till.dispatch(till.session, 'reports.make', question),
    );
    await till.restart();
    for (const answer of await Promise.all(asked)) {
      if (!answer.ok) expect(answer.error.code).toBe('reports.stopped');
    }
  });
});

describe('a vendor', () => {
  it('sees what they sold themselves, and neither sums nor what others sold', async () => {
    await till.close();
    const folder = await shop.copy();
    employ(folder);
    till = await TestTill.open({ folder });
    const owner = till.till.openSession();
    await till.call('people.signIn', { operatorId: 1, secret: PIN }, owner);
    const vendor = await screenOf(till, LERATO);
    const { meters } = await till.call('meters.find', { text: 'Sipho', limit: 2 }, owner);
    const id = meters[0]?.id ?? expect.fail('no meter');
    const others = { by: 'money', amount: 5_000 } as const;
    const price = await till.call('sale.quote', { meterId: id, ask: others }, owner);
    await till.call(
      'sale.sell',
      {
        requestId: crypto.randomUUID(),
        meterId: id,
        ask: others,
        expected: { paid: price.paid, steps: price.steps },
      },
      owner,
    );
    const ask = { by: 'money', amount: 7_500 } as const;
    const { paid, steps } = await till.call('sale.quote', { meterId: id, ask }, vendor);
    const order = {
      requestId: crypto.randomUUID(),
      meterId: id,
      ask,
      expected: { paid, steps },
    };
    const sold = await till.call('sale.sell', order, vendor);
    const mine = await till.call('reports.mine', { ...today, after: null, limit: 10 }, vendor);
    expect(mine.sales.map((sale) => sale.id)).toEqual([sold.id]);
    const question = { report: 'takings', ...today, filter: {} };
    expect((await till.refusal('reports.make', question, vendor)).code).toBe('not-allowed');
  });
});
