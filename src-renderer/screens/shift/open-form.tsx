import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { MoneyField, useCurrencyDigits } from '../../components/money-field.tsx';
import { readAmount } from '../../helpers/amount.ts';
import { writeDecimal } from '../../helpers/decimal.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { tellDone } from '../../stores/notices.ts';
import { openShift } from '../../stores/shift.ts';

interface OpenFormProps {
  /** Minor units; what the last shift left is the float to expect. */
  lastLeft: number;
  onOpened?: () => void;
}

/** Opens a shift with the float that was counted. */
export function OpenForm({ lastLeft, onOpened }: OpenFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const digits = useCurrencyDigits();
  const [text, setText] = useState(() => writeDecimal(lastLeft, digits));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const float = readAmount(text, digits);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!float.ok || busy) return;
    setBusy(true);
    const problem = await openShift(float.value);
    setBusy(false);
    setFailure(problem);
    if (problem) return;
    tellDone(t('shift.opened'));
    onOpened?.();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <p className="text-soft">{t('shift.open-about')}</p>
      <MoneyField
        ref={selectFirst}
        data-first
        label={t('shift.float-in', { symbol: format.symbol })}
        hint={t('shift.last-left', { amount: format.money(lastLeft) })}
        value={text}
        problem={tried && !float.ok ? float.error : null}
        onChange={setText}
        className="max-w-60"
      />
      {failure && <FailureNote failure={failure} />}
      <div>
        <Button type="submit" look="primary" shortcut="Enter" disabled={busy}>
          {t('shift.open')}
        </Button>
      </div>
    </form>
  );
}

/** What is suggested can be typed over. */
function selectFirst(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}
