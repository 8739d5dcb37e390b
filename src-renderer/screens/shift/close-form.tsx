import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftCount } from '../../../src-shared/contract/shift-shapes.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { MoneyField, useCurrencyDigits } from '../../components/money-field.tsx';
import { readAmount } from '../../helpers/amount.ts';
import { writeDecimal } from '../../helpers/decimal.ts';
import { useFocusOnceSeen } from '../../helpers/focus.ts';
import { paymentKinds } from '../../helpers/payment.ts';
import { useFormat } from '../../i18n/use-format.ts';

interface CloseFormProps {
  count: ShiftCount;
  float: number;
  busy: boolean;
  onClose: (explanation: string, left: number) => void;
}

/** Why it differs, what stays in the drawer, and the end of the shift. */
export function CloseForm({ count, float, busy, onClose }: CloseFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const digits = useCurrencyDigits();
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const [explanation, setExplanation] = useState('');
  const inDrawer = count.counted.cash;
  // What one began with is what the next one begins with.
  const [text, setText] = useState(() => writeDecimal(Math.min(float, inDrawer), digits));
  const [tried, setTried] = useState(false);
  const differs = paymentKinds.some((kind) => count.difference[kind] !== 0);
  const explained = !differs || explanation.trim() !== '';
  const left = readAmount(text, digits);
  const tooMuch = left.ok && left.value > inDrawer;
  // Whoever pressed Enter twice to have the count kept has not seen what it came to.
  useFocusOnceSeen(first, form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (left.ok && !tooMuch && explained) onClose(explanation, left.value);
  };
  return (
    <form
      ref={form}
      tabIndex={-1}
      onSubmit={submit}
      noValidate
      className="mt-4 grid gap-4 outline-none"
    >
      {differs && (
        <Field
          ref={first}
          label={t('shift.explanation')}
          hint={t('shift.explanation-hint')}
          maxLength={500}
          value={explanation}
          problem={tried && !explained ? t('shift.explanation-missing') : null}
          onChange={(event) => setExplanation(event.target.value)}
        />
      )}
      <div className="flex flex-wrap items-end justify-between gap-4">
        <MoneyField
          {...(differs ? {} : { ref: first })}
          label={t('shift.left', { symbol: format.symbol })}
          hint={
            left.ok ? t('shift.taken-out', { amount: format.money(inDrawer - left.value) }) : null
          }
          wrong={tooMuch ? t('shift.left-too-much', { amount: format.money(inDrawer) }) : null}
          value={text}
          problem={tried && !left.ok ? left.error : null}
          onChange={setText}
          className="w-72"
        />
        <Button type="submit" look="primary" shortcut="Enter" disabled={busy} className="min-h-12">
          {t('shift.close')}
        </Button>
      </div>
    </form>
  );
}
