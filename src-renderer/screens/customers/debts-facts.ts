import type { TFunction } from 'i18next';
import type { DebtTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Format } from '../../i18n/format.ts';

/** How sales take a debt, in a few words each. */
export function debtFacts(debt: DebtTerms, t: TFunction, format: Format): string[] {
  const { take, perSaleCeiling, perMonthCeiling } = debt;
  const taken =
    take.kind === 'whole'
      ? t('debts.takes-fact.whole')
      : take.kind === 'share'
        ? t('debts.takes-fact.share', { share: format.percent(take.basisPoints) })
        : t('debts.takes-fact.fixed', { amount: format.money(take.amount) });
  return [
    taken,
    ...(perSaleCeiling === null
      ? []
      : [t('debts.per-sale-fact', { amount: format.money(perSaleCeiling) })]),
    ...(perMonthCeiling === null
      ? []
      : [t('debts.per-month-fact', { amount: format.money(perMonthCeiling) })]),
  ];
}
