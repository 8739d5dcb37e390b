import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { DepositState } from '../../../src-shared/contract/shift-shapes.ts';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { MoneyField } from '../../components/money-field.tsx';
import { readAmount } from '../../helpers/amount.ts';
import { askApproved, isUnapproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';
import type { DepositUnit } from './deposit-amount.ts';

export type DepositMove = 'top-up' | 'correction';

interface DepositDialogProps {
  kind: DepositMove;
  unit: DepositUnit;
  onMoved: (state: DepositState) => void;
  onClose: () => void;
}

/** Tops the deposit up, or puts right what the utility's books say differently. */
export function DepositDialog({ kind, unit, onMoved, onClose }: DepositDialogProps) {
  const { t } = useTranslation();
  const [requestId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = readAmount(text, unit.digits, { signed: kind === 'correction' });
  const amount = read.ok && read.value === 0 ? ({ ok: false, error: 'zero' } as const) : read;
  const said = kind === 'top-up' || note.trim() !== '';
  const submit = async () => {
    setTried(true);
    if (!amount.ok || !said || busy) return;
    setBusy(true);
    const input = { requestId, kind, amount: amount.value, note };
    const answer = await askApproved('deposit.move', input);
    setBusy(false);
    if (!answer.ok) {
      setFailure(isUnapproved(answer.error) ? null : answer.error);
      return;
    }
    onMoved(answer.value);
    tellDone(t('deposit.moved'));
    onClose();
  };
  return (
    <FormDialog
      title={t(`deposit.${kind}-title`)}
      submit={t(`deposit.${kind}`)}
      disabled={busy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className="text-soft">{t(`deposit.${kind}-about`)}</p>
      <MoneyField
        data-first
        label={t('deposit.amount', { unit: unit.symbol })}
        value={text}
        problem={tried && !amount.ok ? amount.error : null}
        onChange={setText}
        className="max-w-60"
      />
      <Field
        label={t('deposit.note')}
        {...(kind === 'top-up' ? { placeholder: t('optional') } : {})}
        problem={tried && amount.ok && !said ? t('deposit.note-missing') : null}
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </FormDialog>
  );
}
