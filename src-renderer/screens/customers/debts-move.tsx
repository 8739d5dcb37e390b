import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Debt } from '../../../src-shared/contract/debt-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { MoneyField, useCurrencyDigits } from '../../components/money-field.tsx';
import { readAmount } from '../../helpers/amount.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { askApproved, isUnapproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';

interface DebtMoveDialogProps {
  kind: 'adjust' | 'write-off';
  debt: Debt;
  onMoved: (debt: Debt) => void;
  onClose: () => void;
}

/** Puts right what is owed, or gives up what is left of it. */
export function DebtMoveDialog({ kind, debt, onMoved, onClose }: DebtMoveDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const digits = useCurrencyDigits();
  const [requestId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = readAmount(text, digits, { signed: true });
  const amount = read.ok && read.value === 0 ? ({ ok: false, error: 'zero' } as const) : read;
  const said = reason.trim() !== '';
  const { id: debtId, name, balance } = debt;
  const owed = { name, amount: format.money(balance) };
  const move = () =>
    kind === 'write-off'
      ? askApproved('debts.writeOff', { requestId, debtId, reason })
      : askApproved('debts.adjust', {
          requestId,
          debtId,
          amount: amount.ok ? amount.value : 0,
          reason,
        });
  const submit = async () => {
    setTried(true);
    if (busy || !said || (kind === 'adjust' && !amount.ok)) return;
    setBusy(true);
    const answer = await move();
    setBusy(false);
    if (!answer.ok) {
      setFailure(isUnapproved(answer.error) ? null : answer.error);
      return;
    }
    tellDone(t(kind === 'adjust' ? 'debts.saved' : 'debts.written-off', { name }));
    onMoved(answer.value);
    onClose();
  };
  return (
    <FormDialog
      title={t(`debts.${kind}-title`, owed)}
      submit={t(`debts.${kind}`)}
      look={kind === 'adjust' ? 'primary' : 'danger'}
      disabled={busy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className="text-soft">{t(`debts.${kind}-about`, owed)}</p>
      {kind === 'adjust' && (
        <MoneyField
          data-first
          label={t('debts.amount', { symbol: format.symbol })}
          value={text}
          problem={tried && !amount.ok ? amount.error : null}
          onChange={setText}
          className="max-w-60"
        />
      )}
      <Field
        {...(kind === 'write-off' ? { 'data-first': true } : {})}
        label={t('shift.reason')}
        hint={t('refund.reason-hint')}
        maxLength={200}
        value={reason}
        problem={tried && !said ? t('shift.reason-missing') : null}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
