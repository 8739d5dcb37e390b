import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { MoneyField, useCurrencyDigits } from '../../components/money-field.tsx';
import { readDecimal } from '../../helpers/decimal.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { isUnapproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';
import { type Movement, moveMoney } from '../../stores/shift.ts';

/** Money goes into the drawer or out of it beside the sales. */
export function MovementDialog({ kind, onClose }: { kind: Movement; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const digits = useCurrencyDigits();
  // However often the button is pressed, the till sees the same movement.
  const [requestId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const amount = readDecimal(text, digits);
  const said = reason.trim() !== '';
  const submit = async () => {
    setTried(true);
    if (!amount.ok || !said || busy) return;
    setBusy(true);
    const problem = await moveMoney(kind, { requestId, amount: amount.value, reason });
    setBusy(false);
    if (problem) {
      setFailure(isUnapproved(problem) ? null : problem);
      return;
    }
    tellDone(t(`shift.moved.${kind}`, { amount: format.money(amount.value) }));
    onClose();
  };
  return (
    <FormDialog
      title={t(`shift.move.${kind}`)}
      submit={t(`shift.move.${kind}`)}
      disabled={busy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className="text-soft">{t(`shift.move-about.${kind}`)}</p>
      <MoneyField
        data-first
        label={t('shift.amount-in', { symbol: format.symbol })}
        value={text}
        problem={tried && !amount.ok ? amount.error : null}
        onChange={setText}
        className="max-w-60"
      />
      <Field
        label={t('shift.reason')}
        hint={t('shift.reason-hint')}
        maxLength={200}
        value={reason}
        problem={tried && amount.ok && !said ? t('shift.reason-missing') : null}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
