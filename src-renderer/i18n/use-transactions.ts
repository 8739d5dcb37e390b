import { useTranslation } from 'react-i18next';
import { UNLIMITED_TRANSACTIONS } from '../../src-shared/transactions.ts';
import { useFormat } from '../i18n/use-format.ts';

/** Writes a reading of the module's counter: a count, or "unlimited". */
export function useTransactions(): (count: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (count) =>
    count >= UNLIMITED_TRANSACTIONS ? t('licence.unlimited') : format.count(count);
}
