import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ask } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { readDecimal } from '../../helpers/decimal.ts';
import { type Shortcut, spokenKey } from '../../helpers/key-map.ts';
import { useKeys } from '../../helpers/keys.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useSell } from '../../stores/sell.ts';
import { useTill } from '../../stores/till.ts';
import { amountDecimals } from './quoting.ts';
import { takeAsk } from './selling.ts';

const none: readonly number[] = [];

interface QuickAmountsProps {
  meter: Meter;
  disabled: boolean;
  /** Two in a row, to stand beside the keypad. */
  narrow: boolean;
}

/** The amounts the owner chose, and what this customer bought last. */
export const QuickAmounts = memo(function QuickAmounts({
  meter,
  disabled,
  narrow,
}: QuickAmountsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const amounts = useTill(({ till }) => till?.shop?.quickAmounts ?? none);
  const typed = useSell(({ by, amountText }) => {
    const amount = readDecimal(amountText, amountDecimals(by));
    return by === 'money' && amount.ok ? amount.value : null;
  });
  const repeat = meter.lastSale?.ask ?? null;
  const take = (wanted: Ask) => () => {
    void takeAsk(wanted);
    return true;
  };
  const money = (amount: number): Ask => ({ by: 'money', amount });
  const byDigit = amounts.map(
    (amount, index) => [`Alt+${index + 1}`, take(money(amount))] as const,
  );
  useKeys(
    'screen',
    disabled
      ? {}
      : { ...Object.fromEntries(byDigit), ...(repeat === null ? {} : { F7: take(repeat) }) },
  );
  if (amounts.length === 0 && repeat === null) return null;
  return (
    <fieldset
      disabled={disabled}
      className={`grid flex-1 content-start gap-2 ${narrow ? 'grid-cols-2' : 'grid-cols-3 xl:grid-cols-6'}`}
    >
      <legend className="sr-only">{t('amount.quick')}</legend>
      {amounts.map((amount, index) => (
        <QuickButton
          key={amount}
          text={format.shortMoney(amount)}
          shortcut={`Alt ${index + 1}`}
          on={typed === amount}
          onClick={take(money(amount))}
        />
      ))}
      {repeat !== null && (
        <QuickButton
          text={t('amount.repeat', {
            amount:
              repeat.by === 'money'
                ? format.shortMoney(repeat.amount)
                : `${format.units(repeat.amount)} ${unitSymbol(meter.resource)}`,
          })}
          shortcut="F7"
          on={false}
          onClick={take(repeat)}
        />
      )}
    </fieldset>
  );
});

interface QuickButtonProps {
  text: string;
  shortcut: Shortcut;
  on: boolean;
  onClick: () => void;
}

function QuickButton({ text, shortcut, on, onClick }: QuickButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-keyshortcuts={spokenKey(shortcut)}
      onClick={onClick}
      className={`flex min-h-15 flex-col items-center justify-center gap-1 rounded-lg border px-1 disabled:opacity-60 ${
        on ? 'border-accent bg-accent-soft text-accent' : 'border-line bg-raised hover:border-edge'
      }`}
    >
      <span className="figures leading-tight font-semibold">{text}</span>
      <KeyCap of={shortcut} plain={on} />
    </button>
  );
}
