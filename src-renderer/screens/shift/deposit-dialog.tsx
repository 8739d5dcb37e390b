import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { DepositState } from '../../../src-shared/contract/shift-shapes.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
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
  const form = useId();
  const [requestId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = readAmount(text, unit.digits, { signed: kind === 'correction' });
  const amount = read.ok && read.value === 0 ? ({ ok: false, error: 'zero' } as const) : read;
  const said = kind === 'top-up' || note.trim() !== '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
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
    <Dialog
      title={t(`deposit.${kind}-title`)}
      onClose={onClose}
      actions={
        <>
          <Button shortcut="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={form} look="primary" shortcut="Enter" disabled={busy}>
            {t(`deposit.${kind}`)}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
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
        {failure && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}
