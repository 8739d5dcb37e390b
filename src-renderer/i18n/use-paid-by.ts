import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/contract/shapes.ts';
import { useFormat } from './use-format.ts';

/** How a sale was paid, in words; of a mixed payment each part with its amount. */
export function usePaidBy({ payment, payments }: Pick<Sale, 'payment' | 'payments'>): string {
  const { t } = useTranslation();
  const format = useFormat();
  if (payment !== 'mixed') return t(`payment.kind.${payment}`);
  const parts = payments.map(
    ({ kind, amount }) => `${t(`payment.kind.${kind}`)} ${format.money(amount)}`,
  );
  return parts.join(' \u00b7 ');
}
