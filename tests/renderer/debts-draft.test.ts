import { describe, expect, it } from 'vitest';
import {
  type DebtDraft,
  debtDraft,
  readDebt,
} from '../../src-renderer/screens/customers/debts-draft.ts';
import { type DebtTerms, debtTerms } from '../../src-shared/contract/pricing-shapes.ts';

const DIGITS = 2;

const arrears: DebtTerms = {
  name: 'Unpaid energy',
  kind: 'arrears',
  take: { kind: 'share', basisPoints: 3_050 },
  perSaleCeiling: 5_000,
  perMonthCeiling: null,
  priority: 7,
};

/** What was wrong with a new debt that is right but for the change. */
function problemsOf(change: Partial<DebtDraft>): [string, string][] {
  const right = { ...debtDraft(null, DIGITS), name: 'Connection', owed: '150' };
  const read = readDebt({ ...right, ...change }, DIGITS, true);
  return read.ok ? [] : [...read.error];
}

describe('the form of a debt', () => {
  it.each([
    arrears,
    { ...arrears, take: { kind: 'whole' } },
    { ...arrears, take: { kind: 'fixed', amount: 4_005 }, perMonthCeiling: 12_000 },
  ] as const)('gives back what it was opened with: $take.kind', (terms) => {
    const read = readDebt(debtDraft(terms, DIGITS), DIGITS, false);
    expect(read).toEqual({ ok: true, value: { terms, owed: 0 } });
    expect(debtTerms.safeParse(terms).success).toBe(true);
  });

  it('asks what is owed only of a new one', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ owed: '' })).toEqual([['owed', 'empty']]);
    const read = readDebt({ ...debtDraft(arrears, DIGITS), owed: '' }, DIGITS, false);
    expect(read.ok).toBe(true);
  });

  it('says at each field what is wrong with it', () => {
    expect(problemsOf({ name: ' ' })).toEqual([['name', 'missing']]);
    expect(problemsOf({ share: '100.01' })).toEqual([['share', 'over-whole']]);
    expect(problemsOf({ share: '0' })).toEqual([['share', 'zero']]);
    expect(problemsOf({ take: 'fixed', amount: '-4' })).toEqual([['amount', 'negative']]);
    expect(problemsOf({ perSale: '0', perMonth: 'x' })).toEqual([
      ['perSale', 'zero'],
      ['perMonth', 'characters'],
    ]);
    for (const priority of ['', '0', '1.5', '-1']) {
      expect(problemsOf({ priority })).toEqual([['priority', 'no-turn']]);
    }
  });
});
