import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draftOf,
  newBlock,
  newCharge,
  newTax,
  type TariffDraft,
} from '../../src-renderer/screens/tariffs/tariff-draft.ts';
import { readFrom, readTerms } from '../../src-renderer/screens/tariffs/tariff-reading.ts';
import { type Tariff, tariffTerms } from '../../src-shared/contract/pricing-shapes.ts';

const DIGITS = 2;

const tariff: Tariff = {
  id: 3,
  name: 'Homelight',
  priceClass: 'Domestic',
  resource: 'electricity',
  versionId: 9,
  validFrom: '2026-01-01T00:00:00.000Z',
  blocks: [
    { upTo: 3_500, price: 1_912_400 },
    { upTo: null, price: 2_205_050 },
  ],
  freeSteps: 500,
  fixedCharges: [{ name: 'Network', every: 'month', amount: 8_750, arrears: true }],
  serviceFee: { amount: 100, basisPoints: 250 },
  taxes: [
    { name: 'VAT', basisPoints: 1_500, on: ['energy', 'service-fee'], exemptSteps: 500 },
    { name: 'Levy', basisPoints: 200, on: ['energy'] },
  ],
  pricesIncludeTax: false,
  minimumSale: 1_000,
  maximumSale: 500_000,
};

/** A new tariff with a name and a price, and what else is said. */
function typed(change: Partial<TariffDraft>): TariffDraft {
  const empty = draftOf(null, DIGITS, 'VAT');
  return { ...empty, blocks: [{ ...newBlock(), price: '2.10' }], ...change };
}

function problemsOf(draft: TariffDraft): [string, string][] {
  const read = readTerms(draft, DIGITS);
  return read.ok
    ? []
    : [...read.error].map(([field, problem]) => [field.split(' ')[0] ?? '', problem]);
}

describe('the form of a tariff', () => {
  it('gives back the terms it was opened with', () => {
    const { id: _id, name: _name, priceClass: _class, resource: _resource, ...rest } = tariff;
    const { versionId: _version, validFrom: _from, ...terms } = rest;
    expect(readTerms(draftOf(tariff, DIGITS, 'VAT'), DIGITS)).toEqual({ ok: true, value: terms });
  });

  it('reads nothing that the contract would not let through', () => {
    const number = fc.constantFrom('1', '12', '35', '40', '40.5', '60', '2.1');
    const oddity = fc.constantFrom('', '0', '100', '101', '2.1090', 'x', '-3', '1 000 000');
    const text = fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: oddity });
    const row = fc.record({
      upTo: text,
      price: text,
      name: fc.constantFrom('VAT', 'Levy', 'Network', ' '),
      every: fc.constantFrom('sale' as const, 'day' as const, 'month' as const),
      on: fc.subarray(['energy', 'fixed-charge', 'service-fee'] as const),
    });
    const form = fc.record({
      rows: fc.array(row, { minLength: 1, maxLength: 3 }),
      texts: fc.tuple(text, text, text, text, text),
    });
    let good = 0;
    fc.assert(
      fc.property(form, ({ rows, texts: [free, feeAmount, feeShare, minimum, maximum] }) => {
        const draft = typed({
          ...{ free, feeAmount, feeShare, minimum, maximum },
          blocks: rows.map(({ upTo, price }) => ({ ...newBlock(), upTo, price })),
          charges: rows.map(({ name, price, every }) => ({
            ...newCharge(),
            name,
            amount: price,
            every,
          })),
          taxes: rows.map(({ name, price, on, upTo }) => ({
            ...newTax(),
            ...{ name, rate: price, on, exempt: upTo },
          })),
        });
        const read = readTerms(draft, DIGITS);
        if (!read.ok) return read.error.size > 0;
        good += 1;
        return tariffTerms.safeParse(read.value).success;
      }),
      { numRuns: 3_000 },
    );
    expect(good).toBeGreaterThan(30);
  });

  it('takes what is left empty as none of it', () => {
    expect(readTerms(typed({ taxes: [] }), DIGITS)).toEqual({
      ok: true,
      value: {
        blocks: [{ upTo: null, price: 2_100_000 }],
        freeSteps: 0,
        fixedCharges: [],
        serviceFee: { amount: 0, basisPoints: 0 },
        taxes: [],
        pricesIncludeTax: true,
        minimumSale: 0,
        maximumSale: null,
      },
    });
  });

  it('says at each field what is wrong with it', () => {
    const blocks = [
      { ...newBlock(), upTo: '350', price: '2' },
      { ...newBlock(), upTo: '350', price: '' },
      { ...newBlock(), price: '0' },
    ];
    expect(problemsOf(typed({ blocks }))).toEqual([
      ['upTo', 'not-above'],
      ['price', 'empty'],
      ['price', 'zero'],
    ]);
    expect(problemsOf(typed({ charges: [{ ...newCharge(), amount: '1,000' }] }))).toEqual([
      ['charge', 'missing'],
      ['amount', 'decimals'],
    ]);
    expect(
      problemsOf(typed({ taxes: [{ ...newTax(), name: 'VAT', rate: '15', on: [] }] })),
    ).toEqual([['on', 'taxes-nothing']]);
    const heavy = { ...newTax(), name: 'VAT', rate: '60' };
    const light = { ...newTax(), name: 'Levy', rate: '5', on: ['service-fee'] as const };
    const energy = { ...newTax(), name: 'Duty', rate: '45', on: ['energy'] as const };
    expect(problemsOf(typed({ taxes: [heavy, light, energy] }))).toEqual([
      ['rate', 'taxes-high'],
      ['rate', 'taxes-high'],
    ]);
    expect(problemsOf(typed({ feeShare: '40.01' }))).toEqual([['feeShare', 'fee-high']]);
    expect(problemsOf(typed({ free: '100000.1' }))).toEqual([['free', 'free-high']]);
    expect(problemsOf(typed({ minimum: '20', maximum: '19.99' }))).toEqual([
      ['maximum', 'under-minimum'],
    ]);
  });

  it('exempts units of a tax on units, and of no other', () => {
    const vat = { ...newTax(), name: 'VAT', rate: '15', exempt: '50' };
    const fee = { ...vat, on: ['service-fee'] as const };
    const read = readTerms(typed({ taxes: [vat, fee] }), DIGITS);
    expect(read.ok && read.value.taxes).toEqual([
      { name: 'VAT', basisPoints: 1_500, on: vat.on, exemptSteps: 500 },
      { name: 'VAT', basisPoints: 1_500, on: ['service-fee'] },
    ]);
    expect(problemsOf(typed({ taxes: [{ ...vat, exempt: 'x' }] }))).toEqual([
      ['exempt', 'characters'],
    ]);
  });

  it('catches nothing up where a charge is of each sale', () => {
    const charge = {
      ...newCharge(),
      name: 'Network',
      amount: '5',
      every: 'sale',
      arrears: true,
    } as const;
    const read = readTerms(typed({ charges: [charge] }), DIGITS);
    expect(read.ok && read.value.fixedCharges).toMatchObject([{ every: 'sale', arrears: false }]);
  });

  it('begins at once, or with the first minute of a day to come', () => {
    const now = new Date(2026, 5, 14, 10, 42);
    expect(readFrom({ from: 'now', day: '' }, now)).toEqual({ ok: true, value: null });
    expect(readFrom({ from: 'date', day: '2026-07-01' }, now)).toEqual({
      ok: true,
      value: new Date(2026, 6, 1).toISOString(),
    });
    expect(readFrom({ from: 'date', day: '' }, now)).toEqual({ ok: false, error: 'no-day' });
    expect(readFrom({ from: 'date', day: '2026-06-14' }, now)).toEqual({
      ok: false,
      error: 'past-day',
    });
  });
});
