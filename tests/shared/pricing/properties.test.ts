import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Quote,
  type QuoteLine,
  quote,
  type Tax,
} from '../../../src-shared/contract/pricing-shapes.ts';
import type { PricingContext } from '../../../src-shared/pricing/context.ts';
import { LARGEST_MONEY } from '../../../src-shared/pricing/money.ts';
import { priceSale } from '../../../src-shared/pricing/price-sale.ts';
import {
  decodeTransferAmount,
  encodeTransferAmount,
  LARGEST_TRANSFER,
} from '../../../src-shared/sts/transfer-amount.ts';
import {
  anyAsk,
  anyMoney,
  anyOrder,
  anySituation,
  anySteps,
  anyTerms,
  lowestPrice,
} from './arbitraries.ts';
import { money, units } from './contexts.ts';

/* Whatever the tariff, the month, the charges, the debts and the order. */

type Situation = Omit<PricingContext, 'ask'>;

const byMoney = (situation: Situation, amount: number) =>
  priceSale({ ...situation, ask: money(amount) });
const byUnits = (situation: Situation, amount: number) =>
  priceSale({ ...situation, ask: units(amount) });

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
const amountsOf = ({ lines }: Quote, kind: QuoteLine['kind']) =>
  lines.filter((each) => each.kind === kind).map(({ amount }) => amount);

/** What no part of a minor unit can buy, in steps of the cheapest block, and one for rounding up. */
const stepsOf = (minorUnits: number, situation: Situation) =>
  Math.ceil((minorUnits * 100_000) / lowestPrice(situation.terms)) + 1;

describe('a quote', () => {
  it('is one the contract knows, and its parts and its lines sum to what is paid', () => {
    fc.assert(
      fc.property(anySituation, anyAsk, (situation, ask) => {
        const priced = priceSale({ ...situation, ask });
        if (!priced.ok) return;
        const { value } = priced;
        expect(quote.safeParse(value).error).toBeUndefined();
        if (ask.by === 'money') expect(value.paid).toBe(ask.amount);
        const { energy, fixedCharge, serviceFee, debt, tax } = value;
        expect(energy + fixedCharge + serviceFee + debt + tax).toBe(value.paid);
        expect(sum(value.lines.map(({ amount }) => amount))).toBe(value.paid);
        expect(sum(amountsOf(value, 'energy'))).toBe(energy);
        expect(sum(amountsOf(value, 'free-units'))).toBe(0);
        expect(sum(amountsOf(value, 'fixed-charge'))).toBe(fixedCharge);
        expect(sum(amountsOf(value, 'service-fee'))).toBe(serviceFee);
        expect(sum(amountsOf(value, 'debt'))).toBe(debt);
        expect(sum(amountsOf(value, 'tax'))).toBe(tax);
      }),
    );
  });

  it('says what the token gives: its lines, rounded up to what a token can say', () => {
    fc.assert(
      fc.property(anySituation, anyAsk, (situation, ask) => {
        const priced = priceSale({ ...situation, ask });
        if (!priced.ok) return;
        const { value } = priced;
        const inLines = sum(value.lines.map(({ steps }) => steps ?? 0));
        expect(value.transferAmount).toBe(encodeTransferAmount(inLines));
        expect(value.steps).toBe(decodeTransferAmount(value.transferAmount));
        if (ask.by === 'units') expect(inLines).toBe(ask.amount + value.freeSteps);
      }),
    );
  });

  it('has the line of each block that is used, at its price, filled before the next one', () => {
    fc.assert(
      fc.property(anySituation, anyAsk, (situation, ask) => {
        const priced = priceSale({ ...situation, ask });
        if (!priced.ok) return;
        let at = situation.month.steps + priced.value.freeSteps;
        const lines = priced.value.lines.filter(({ kind }) => kind === 'energy');
        for (const [index, { steps, price }] of lines.entries()) {
          const block = situation.terms.blocks.find(({ upTo }) => upTo === null || upTo > at);
          expect(price).toBe(block?.price);
          expect(steps).toBeGreaterThan(0);
          at += steps ?? 0;
          const end = block?.upTo ?? Number.MAX_SAFE_INTEGER;
          if (index < lines.length - 1) expect(at).toBe(end);
          else expect(at).toBeLessThanOrEqual(end);
        }
      }),
    );
  });

  it('gives what is paid for, and less than a step more', () => {
    fc.assert(
      fc.property(anySituation, anyMoney, (any, paid) => {
        // Of several taxes each is rounded: what is shown as energy may be beside what bought it.
        const terms = { ...any.terms, taxes: any.terms.taxes.slice(0, 1) };
        const priced = byMoney({ ...any, terms }, paid);
        if (!priced.ok) return;
        // Where tax is in the prices, what buys units is not shown by itself.
        if (terms.pricesIncludeTax && terms.taxes.length > 0) return;
        const energy = priced.value.lines.filter(({ kind }) => kind === 'energy');
        const cost = energy.reduce(
          (all, { steps, price }) => all + BigInt(steps ?? 0) * BigInt(price ?? 0),
          0n,
        );
        const spent = BigInt(priced.value.energy) * 100_000n;
        expect(cost >= spent).toBe(true);
        expect(cost - BigInt(energy.at(-1)?.price ?? 0) < spent).toBe(true);
      }),
    );
  });
});

describe('money and units', () => {
  it('more money never buys less, pays less tax or less of a debt', () => {
    const more = fc.oneof(fc.integer({ min: 1, max: 3 }), anyMoney);
    fc.assert(
      fc.property(anySituation, anyMoney, more, (situation, paid, extra) => {
        const one = byMoney(situation, paid);
        const two = byMoney(situation, paid + extra);
        if (one.ok && two.ok) {
          expect(two.value.steps).toBeGreaterThanOrEqual(one.value.steps);
          expect(two.value.tax).toBeGreaterThanOrEqual(one.value.tax);
          expect(two.value.debt).toBeGreaterThanOrEqual(one.value.debt);
        }
        // What is sold at all is one range.
        if (one.ok && !two.ok) expect(two.error.code).toMatch(/^above/);
        if (!one.ok && two.ok) expect(one.error.code).toMatch(/^below/);
      }),
    );
  });

  it('`least` and `largest` are where selling begins and ends', () => {
    fc.assert(
      fc.property(anySituation, anyMoney, (situation, paid) => {
        const priced = byMoney(situation, paid);
        if (priced.ok) return;
        const { least, largest } = priced.error;
        if (least !== undefined) {
          expect(least).toBeGreaterThan(paid);
          expect(byMoney(situation, least - 1).ok).toBe(false);
          // Where what has to be paid first is beyond the till, there is no least sale.
          if (least <= LARGEST_MONEY) {
            expect(refusalOf(byMoney(situation, least))).not.toMatch(/^below/);
          }
        }
        if (largest !== undefined) {
          expect(largest).toBeLessThan(paid);
          expect(refusalOf(byMoney(situation, largest))).not.toMatch(/^above/);
          expect(refusalOf(byMoney(situation, largest + 1))).toMatch(/^above|^below/);
        }
      }),
    );
  });

  it('nobody is kept from buying by what is owed or due, whatever the maximum', () => {
    // The price of a shop, and free units that a token can carry.
    const plain = anyTerms.map((terms) => ({
      ...terms,
      blocks: [{ upTo: null, price: 2_000_000 }],
    }));
    const most = fc.integer({ min: 1_000, max: 20_000 });
    fc.assert(
      fc.property(anySituation, plain, most, anyMoney, (any, flat, maximumSale, paid) => {
        const terms = {
          ...flat,
          minimumSale: Math.min(flat.minimumSale, maximumSale),
          maximumSale,
        };
        const situation = { ...any, terms };
        const first = byMoney(situation, paid);
        if (first.ok) {
          const { energy } = first.value;
          expect(energy).toBeLessThanOrEqual(maximumSale);
          return;
        }
        const { least, largest } = first.error;
        if ((least ?? largest ?? 0) > LARGEST_MONEY) return;
        const priced = byMoney(situation, least ?? largest ?? 0);
        expect(priced.ok, JSON.stringify(priced)).toBe(true);
      }),
    );
  });

  it('the maximum is what is paid, where nothing is due, owed or taken as a fee', () => {
    const most = fc.integer({ min: 2_000, max: 50_000 });
    fc.assert(
      fc.property(anySituation, most, anyMoney, (any, maximumSale, paid) => {
        const serviceFee = { amount: 0, basisPoints: 0 };
        const due = { ...any.due, charges: [] };
        const terms = { ...any.terms, serviceFee, maximumSale };
        const priced = byMoney({ ...any, terms, due, debts: [] }, paid);
        if (paid <= maximumSale) expect(refusalOf(priced)).not.toBe('above-maximum-sale');
        else expect(refusalOf(priced)).toMatch(/^above/);
      }),
    );
  });

  it('units asked for are given, at what that much money buys, give or take the rounding', () => {
    fc.assert(
      fc.property(anySituation, anySteps, (situation, asked) => {
        const priced = byUnits(situation, asked);
        if (!priced.ok) return;
        const byTheirPrice = byMoney(situation, priced.value.paid);
        if (!byTheirPrice.ok) {
          expect(byTheirPrice.error.code).toBe('above-largest-transfer');
          return;
        }
        // With tax in the price, both the price and its tax are rounded.
        const roundings = stepsOf(situation.terms.pricesIncludeTax ? 2 : 1, situation);
        const given = sum(byTheirPrice.value.lines.map(({ steps }) => steps ?? 0));
        const wanted = asked + byTheirPrice.value.freeSteps;
        expect(given).toBeGreaterThanOrEqual(wanted - roundings);
        expect(given).toBeLessThanOrEqual(wanted + roundings);
      }),
    );
  });

  it('more units never cost less, and are refused only with the most that can be asked for', () => {
    fc.assert(
      fc.property(anySituation, anySteps, anySteps, (situation, one, two) => {
        const less = byUnits(situation, Math.min(one, two));
        const more = byUnits(situation, Math.max(one, two));
        if (less.ok && more.ok) {
          expect(more.value.paid).toBeGreaterThanOrEqual(less.value.paid);
        }
        if (less.ok && !more.ok) expect(more.error.code).toMatch(/^above/);
        if (more.ok || more.error.code !== 'above-largest-transfer') return;
        const { largest } = more.error;
        expect(largest).toBeLessThan(Math.max(one, two));
        expect(largest).toBeLessThanOrEqual(LARGEST_TRANSFER);
        if (largest > 0) expect(refusalOf(byUnits(situation, largest))).not.toMatch(/^above/);
        expect(byUnits(situation, largest + 1).ok).toBe(false);
      }),
    );
  });
});

describe('debts', () => {
  it('are never taken beyond what is owed or beyond a ceiling, and what is left is said', () => {
    fc.assert(
      fc.property(anySituation, anyAsk, (situation, ask) => {
        const priced = priceSale({ ...situation, ask });
        if (!priced.ok) return;
        for (const line of priced.value.lines) {
          if (line.kind !== 'debt') continue;
          const open = situation.debts.find(({ debtId }) => debtId === line.debtId);
          if (!open) expect.fail('a debt that nobody has');
          expect(line.amount).toBeGreaterThan(0);
          expect(line.left).toBe(open.balance - line.amount);
          expect(line.left).toBeGreaterThanOrEqual(0);
          const { perSaleCeiling, perMonthCeiling, takenThisMonth, take } = open;
          expect(line.amount).toBeLessThanOrEqual(perSaleCeiling ?? LARGEST_MONEY);
          const inMonth = takenThisMonth + line.amount;
          expect(inMonth).toBeLessThanOrEqual(perMonthCeiling ?? LARGEST_MONEY + takenThisMonth);
          if (take.kind === 'fixed') expect(line.amount).toBeLessThanOrEqual(take.amount);
        }
      }),
    );
  });

  it('that are not shares, and charges that are not, cost the same in whatever order', () => {
    fc.assert(
      fc.property(anySituation, anyOrder, anyMoney, (situation, order, paid) => {
        const { terms } = situation;
        const withoutShares: Situation = {
          ...situation,
          terms: { ...terms, serviceFee: { ...terms.serviceFee, basisPoints: 0 } },
          debts: situation.debts.filter(({ take }) => take.kind !== 'share'),
        };
        const one = byMoney(withoutShares, paid);
        const two = byMoney({ ...withoutShares, order }, paid);
        expect(two.ok).toBe(one.ok);
        if (one.ok) expect(two).toEqual(one);
      }),
    );
  });
});

describe('charges', () => {
  it('are paid whole or nothing is sold', () => {
    fc.assert(
      fc.property(anySituation, anyAsk, (situation, ask) => {
        const priced = priceSale({ ...situation, ask });
        if (!priced.ok) return;
        const due = sum(situation.due.charges.map(({ amount }) => amount));
        const rate = sum(
          situation.terms.taxes
            .filter(({ on }) => on.includes('fixed-charge'))
            .map(({ basisPoints }) => basisPoints),
        );
        const net = situation.terms.pricesIncludeTax ? (due * 10_000) / (10_000 + rate) : due;
        expect(Math.abs(priced.value.fixedCharge - net)).toBeLessThan(1.51);
        expect(priced.value.chargedUntil).toBe(situation.due.chargedUntil);
      }),
    );
  });
});

describe('taxes', () => {
  it('are each what they must be of what they are on, give or take a rounding for each part', () => {
    fc.assert(
      fc.property(anySituation, anyMoney, (situation, paid) => {
        const priced = byMoney(situation, paid);
        if (!priced.ok) return;
        const { value } = priced;
        const nets = {
          energy: value.energy,
          'fixed-charge': value.fixedCharge,
          'service-fee': value.serviceFee,
        };
        const lines = value.lines.filter(({ kind }) => kind === 'tax');
        const { taxes } = situation.terms;
        expect(lines).toHaveLength(taxes.length);
        const exemptions = new Set(taxes.map(({ exemptSteps }) => exemptSteps)).size;
        for (const [index, { name, basisPoints, on, exemptSteps }] of taxes.entries()) {
          const all = sum(on.map((part) => nets[part]));
          const { amount, base } = lines[index] ?? expect.fail('no line');
          if (exemptSteps === undefined) expect(base).toBe(all);
          else expect(base).toBeLessThanOrEqual(all);
          const exact = (base ?? Number.NaN) * (basisPoints / 10_000);
          expect(lines[index]).toMatchObject({ name, basisPoints });
          const roundings = on.length + exemptions;
          expect(Math.abs(amount - exact)).toBeLessThanOrEqual(1.5 * roundings + 1e-3);
        }
      }),
    );
  });

  it('leave the energy of exempt units alone, and of no others', () => {
    const taxOn = fc.record({
      name: fc.constant('VAT'),
      basisPoints: fc.integer({ min: 500, max: 3_000 }),
      on: fc.constantFrom<Tax['on'][]>(['energy'], ['energy', 'fixed-charge']),
      exemptSteps: fc.integer({ min: 1, max: 3_000 }),
    });
    const bought = fc.integer({ min: 1, max: 3_000 });
    fc.assert(
      fc.property(anySituation, taxOn, bought, fc.boolean(), (any, tax, steps, isIn) => {
        // R1.00 a unit, so that a step is ten minor units.
        const blocks = [{ upTo: null, price: 1_000_000 }];
        const plain = { maximumSale: null, minimumSale: 0, freeSteps: 0, pricesIncludeTax: isIn };
        const terms = { ...any.terms, ...plain, blocks, taxes: [tax] };
        const due = { ...any.due, charges: [] };
        const month = { steps: any.month.steps % 3_000, freeTaken: true };
        const priced = byUnits({ ...any, terms, due, month, debts: [] }, steps);
        if (!priced.ok) return;
        const exempt = Math.max(0, Math.min(steps, tax.exemptSteps - month.steps));
        const { lines, tax: taken } = priced.value;
        const line = lines.find(({ kind }) => kind === 'tax') ?? expect.fail('no tax');
        expect(line.amount).toBe(taken);
        if (exempt === steps) expect(line).toMatchObject({ amount: 0, base: 0 });
        const listed = (steps - exempt) * 10;
        const net = isIn ? (listed * 10_000) / (10_000 + tax.basisPoints) : listed;
        expect(Math.abs((line.base ?? Number.NaN) - net)).toBeLessThanOrEqual(1);
        // Without the exemption it is the price that it always was.
        const { exemptSteps: _, ...always } = tax;
        const whole = byUnits(
          { ...any, terms: { ...terms, taxes: [always] }, due, month, debts: [] },
          steps,
        );
        if (!isIn && whole.ok) expect(priced.value.paid).toBeLessThanOrEqual(whole.value.paid);
      }),
    );
  });
});

function refusalOf(priced: ReturnType<typeof priceSale>): string {
  return priced.ok ? '' : priced.error.code;
}
