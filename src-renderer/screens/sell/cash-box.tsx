import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { inputLook } from '../../components/field.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { changeDue, likelyCash } from '../../helpers/change.ts';
import { readDecimal, writeDecimal } from '../../helpers/decimal.ts';
import { useKeys } from '../../helpers/keys.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { isUnderWay, useSell } from '../../stores/sell.ts';
import { amountDecimals } from './quoting.ts';

interface CashBoxProps {
  paid: number;
  onEnter: () => void;
  /** Whether the change is shown here; else the screen shows it larger elsewhere. */
  change?: boolean;
  /** Whether sums are offered that a customer is likely to hand over. */
  notes?: boolean;
}

/** Cash handed over, for those who want the change worked out; it may stay empty. */
export function CashBox({ paid, onEnter, change = true, notes = true }: CashBoxProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const cashText = useSell((store) => store.cashText);
  const busy = useSell((store) => isUnderWay(store.attempt));
  const input = useRef<HTMLInputElement>(null);
  const digits = amountDecimals('money');
  const setCash = (text: string) => useSell.setState({ cashText: text });
  useKeys('screen', {
    'Alt+c': () => {
      input.current?.focus();
      return true;
    },
  });
  return (
    <fieldset disabled={busy}>
      <legend className="sr-only">{t('cash.name')}</legend>
      <div className="flex items-center gap-3">
        <label htmlFor="cash" className="flex items-center gap-2 text-sm font-medium">
          {t('cash.given')} <KeyCap of="Alt C" />
        </label>
        <input
          ref={input}
          id="cash"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          placeholder={t('cash.optional')}
          value={cashText}
          onChange={(event) => setCash(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.repeat) return;
            event.preventDefault();
            onEnter();
          }}
          className={`${inputLook} figures min-w-0 flex-1 text-right text-lg font-semibold placeholder:text-sm placeholder:font-normal`}
        />
      </div>
      {notes && (
        <div className="mt-2 flex flex-wrap gap-2">
          <CashButton text={t('cash.exact')} onClick={() => setCash(writeDecimal(paid, digits))} />
          {likelyCash(paid, digits).map((sum) => (
            <CashButton
              key={sum}
              text={format.shortMoney(sum)}
              onClick={() => setCash(writeDecimal(sum, digits))}
            />
          ))}
        </div>
      )}
      {change && <ChangeLine paid={paid} />}
    </fieldset>
  );
}

function CashButton({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="figures min-h-11 flex-1 rounded-lg border border-line bg-raised px-2 text-sm font-medium whitespace-nowrap hover:border-edge disabled:opacity-60"
    >
      {text}
    </button>
  );
}

/** What is given back, or what is missing; nothing while no cash was typed. */
export function ChangeLine({ paid, large = false }: { paid: number; large?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cashText = useSell((store) => store.cashText);
  const cash = readDecimal(cashText, amountDecimals('money'));
  if (cashText.trim() === '') return null;
  if (!cash.ok) {
    return (
      <p role="alert" className="mt-2 font-medium text-red">
        {t(`amount.${cash.error}`)}
      </p>
    );
  }
  const change = changeDue(cash.value, paid);
  return (
    <p
      role="status"
      className={`flex flex-wrap items-baseline justify-between gap-x-4 mt-2 ${change < 0 ? 'text-red' : ''}`}
    >
      <span className="font-medium">{change < 0 ? t('cash.missing') : t('cash.change')}</span>
      <span
        className={`figures font-semibold tracking-tight ${large ? 'text-[clamp(1.5rem,3.1vw,2.75rem)] leading-tight whitespace-nowrap' : 'text-xl'}`}
      >
        {format.money(Math.abs(change))}
      </span>
    </p>
  );
}
