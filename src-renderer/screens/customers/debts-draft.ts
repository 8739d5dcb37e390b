import type { DebtTake, DebtTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import { WHOLE } from '../../../src-shared/pricing/money.ts';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { type DecimalProblem, readDecimal, writeDecimal } from '../../helpers/decimal.ts';

/** A debt as it is being typed: amounts stay text until they are saved. */
export interface DebtDraft {
  readonly name: string;
  readonly kind: DebtTerms['kind'];
  /** What is owed at the beginning. */
  readonly owed: string;
  readonly take: DebtTake['kind'];
  readonly amount: string;
  readonly share: string;
  readonly perSale: string;
  readonly perMonth: string;
  readonly priority: string;
}

type DebtField = 'name' | 'owed' | 'amount' | 'share' | 'perSale' | 'perMonth' | 'priority';
export type DebtProblem = DecimalProblem | 'missing' | 'over-whole' | 'no-turn';
export type DebtProblems = ReadonlyMap<DebtField, DebtProblem>;

const PERCENT_DECIMALS = 2;
/** In the middle: whatever comes later can go before or after it. */
const USUAL_PRIORITY = '50';

const EMPTY: DebtDraft = {
  name: '',
  kind: 'arrears',
  owed: '',
  take: 'share',
  amount: '',
  share: '30',
  perSale: '',
  perMonth: '',
  priority: USUAL_PRIORITY,
};

/** The form of a debt as it stands, or of a new one. `digits`: decimals of the currency. */
export function debtDraft(debt: DebtTerms | null, digits: number): DebtDraft {
  if (!debt) return EMPTY;
  const { name, kind, take, perSaleCeiling, perMonthCeiling, priority } = debt;
  const limit = (minor: number | null) => (minor === null ? '' : writeDecimal(minor, digits, 0));
  return {
    ...EMPTY,
    ...{ name, kind },
    priority: String(priority),
    take: take.kind,
    amount: take.kind === 'fixed' ? writeDecimal(take.amount, digits, 0) : '',
    share: take.kind === 'share' ? writeDecimal(take.basisPoints, PERCENT_DECIMALS, 0) : '',
    perSale: limit(perSaleCeiling),
    perMonth: limit(perMonthCeiling),
  };
}

/**
 * The debt that was typed and what is owed of it, or what is wrong. `isNew`: what is owed is asked for
 * only then; later it changes by movements.
 */
export function readDebt(
  draft: DebtDraft,
  digits: number,
  isNew: boolean,
): Result<{ readonly terms: DebtTerms; readonly owed: number }, DebtProblems> {
  const problems = new Map<DebtField, DebtProblem>();
  const number = (field: Exclude<DebtField, 'name' | 'priority'>, decimals: number) => {
    const read = readDecimal(draft[field], decimals);
    if (read.ok) return read.value;
    problems.set(field, read.error);
    return 0;
  };
  const limit = (field: 'perSale' | 'perMonth') =>
    draft[field].trim() === '' ? null : number(field, digits);
  const takeOf = (): DebtTake => {
    if (draft.take === 'whole') return { kind: 'whole' };
    if (draft.take === 'fixed') return { kind: 'fixed', amount: number('amount', digits) };
    const basisPoints = number('share', PERCENT_DECIMALS);
    if (basisPoints > WHOLE) problems.set('share', 'over-whole');
    return { kind: 'share', basisPoints };
  };
  const priority = Number(draft.priority);
  const isTurn = /^\d{1,2}$/u.test(draft.priority.trim()) && priority > 0;
  if (!isTurn) problems.set('priority', 'no-turn');
  if (draft.name.trim() === '') problems.set('name', 'missing');
  const terms: DebtTerms = {
    name: draft.name.trim(),
    kind: draft.kind,
    take: takeOf(),
    perSaleCeiling: limit('perSale'),
    perMonthCeiling: limit('perMonth'),
    priority,
  };
  const owed = isNew ? number('owed', digits) : 0;
  return problems.size === 0 ? ok({ terms, owed }) : fail(problems);
}
