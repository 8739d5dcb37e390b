import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { MoneyByKind } from '../../../src-shared/contract/shift-shapes.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { MoneyField, useCurrencyDigits } from '../../components/money-field.tsx';
import { readAmount } from '../../helpers/amount.ts';
import { focusFirst } from '../../helpers/focus.ts';
import { useKeys } from '../../helpers/keys.ts';
import { paymentKinds } from '../../helpers/payment.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { isUnapproved } from '../../stores/approval.ts';
import { countShift } from '../../stores/shift.ts';

interface CountFormProps {
  /** The drawer was counted before. */
  again: boolean;
  onDone: () => void;
  onCancel: () => void;
}

/** What is not cash: a terminal says less than nothing where more was given back than taken. */
const beside = { empty: 0, signed: true } as const;
const nothing = { cash: '', card: '', 'mobile-money': '', account: '' } as const;

/** A blind count: what is there, without a word about what should be. */
export function CountForm({ again, onDone, onCancel }: CountFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const digits = useCurrencyDigits();
  const form = useRef<HTMLFormElement>(null);
  const [texts, setTexts] = useState<Readonly<Record<keyof MoneyByKind, string>>>(nothing);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  // An empty drawer has to be said, not forgotten; no cards may simply be none.
  const cash = readAmount(texts.cash, digits);
  const card = readAmount(texts.card, digits, beside);
  const mobile = readAmount(texts['mobile-money'], digits, beside);
  const account = readAmount(texts.account, digits, beside);
  const read = { cash, card, 'mobile-money': mobile, account };
  useKeys('screen', {
    Escape: () => {
      if (!busy) onCancel();
      return true;
    },
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || !cash.ok || !card.ok || !mobile.ok || !account.ok) return;
    setBusy(true);
    const counted: MoneyByKind = {
      cash: cash.value,
      card: card.value,
      'mobile-money': mobile.value,
      account: account.value,
    };
    const problem = await countShift(counted, again);
    setBusy(false);
    if (problem) setFailure(isUnapproved(problem) ? null : problem);
    else onDone();
  };
  /** Enter moves on to the next field; only the button writes a count down. */
  const moveOn = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const stops = [
      ...(form.current?.querySelectorAll<HTMLElement>('input, button[type=submit]') ?? []),
    ];
    if (!event.repeat) stops[stops.indexOf(event.target) + 1]?.focus();
  };
  return (
    <Card aria-labelledby="count" className="max-w-2xl p-5">
      <h2 id="count" className="text-xl font-semibold tracking-tight">
        {t(again ? 'shift.recount-title' : 'shift.count-title')}
      </h2>
      <p className="mt-1 text-soft">{t('shift.count-how')}</p>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => void submit(event)}
        onKeyDown={moveOn}
        className="mt-4 grid gap-4"
      >
        <div className="grid gap-4 sm:grid-cols-2">
          {paymentKinds.map((kind) => {
            const amount = read[kind];
            return (
              <MoneyField
                key={kind}
                {...(kind === 'cash' ? { ref: focusFirst } : { placeholder: format.money(0) })}
                label={`${t(`payment.kind.${kind}`)} (${format.symbol})`}
                value={texts[kind]}
                problem={tried && !amount.ok ? amount.error : null}
                onChange={(text) => setTexts((now) => ({ ...now, [kind]: text }))}
              />
            );
          })}
        </div>
        <p className="text-sm text-soft">
          {t('shift.count-empty')} {!again && t('shift.count-stops')}
        </p>
        {failure && <FailureNote failure={failure} />}
        <div className="flex flex-wrap justify-end gap-3">
          <Button shortcut="Esc" disabled={busy} onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" look="primary" shortcut="Enter" disabled={busy}>
            {t('shift.count-save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
