import type { DepositSettings } from '../../../src-shared/contract/shift-shapes.ts';
import { useCurrencyDigits } from '../../components/money-field.tsx';
import { writeDecimal } from '../../helpers/decimal.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** Energy is typed in kWh with one decimal: steps of 0.1 kWh. */
const KWH_DECIMALS = 1;

/** How a deposit is written and typed: in money or in kWh. */
export interface DepositUnit {
  readonly digits: number;
  /** To stand behind a label. */
  readonly symbol: string;
  readonly format: (amount: number) => string;
  /** As it is typed into a field. */
  readonly write: (amount: number) => string;
}

export function useDepositUnit(counts: DepositSettings['counts']): DepositUnit {
  const format = useFormat();
  const currencyDigits = useCurrencyDigits();
  const digits = counts === 'steps' ? KWH_DECIMALS : currencyDigits;
  return {
    digits,
    symbol: counts === 'steps' ? 'kWh' : format.symbol,
    format: (amount) => (counts === 'steps' ? `${format.units(amount)} kWh` : format.money(amount)),
    write: (amount) => `${amount < 0 ? '-' : ''}${writeDecimal(Math.abs(amount), digits)}`,
  };
}
