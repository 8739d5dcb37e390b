import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecimalProblem } from '../helpers/decimal.ts';
import { useTill } from '../stores/till.ts';
import { Field } from './field.tsx';

interface MoneyFieldProps extends Omit<ComponentProps<typeof Field>, 'problem' | 'onChange'> {
  value: string;
  onChange: (text: string) => void;
  problem: DecimalProblem | null;
  /** What else is wrong with it, in words. */
  wrong?: string | null;
}

/** A field for an amount of the shop's currency. */
export function MoneyField({ problem, wrong = null, onChange, ...rest }: MoneyFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      inputMode="decimal"
      maxLength={20}
      look="figures text-right text-lg font-semibold placeholder:font-normal placeholder:text-base"
      problem={problem ? t(`amount.${problem}`) : wrong}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    />
  );
}

/** Decimals of the shop's currency. */
export function useCurrencyDigits(): number {
  return useTill(({ till }) => till?.currencyDigits ?? 2);
}
