import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Debt } from '../../../src-shared/contract/debt-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useCurrencyDigits } from '../../components/money-field.tsx';
import { askApproved, isUnapproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';
import { debtDraft, readDebt } from './debts-draft.ts';
import { DebtFields } from './debts-fields.tsx';

interface DebtDialogProps {
  customerId: number;
  /** Null for a new one. */
  debt: Debt | null;
  onSaved: (debt: Debt) => void;
  onClose: () => void;
}

/** Writes down what a customer owes, or changes how it is taken from now on. */
export function DebtDialog({ customerId, debt, onSaved, onClose }: DebtDialogProps) {
  const { t } = useTranslation();
  const digits = useCurrencyDigits();
  // However often the button is pressed, the till sees the same debt.
  const [requestId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState(() => debtDraft(debt, digits));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = readDebt(draft, digits, debt === null);
  const submit = async () => {
    setTried(true);
    if (!read.ok || busy) return;
    setBusy(true);
    const { terms, owed } = read.value;
    const { kind, ...howTaken } = terms;
    const answer = debt
      ? await askApproved('debts.change', { debtId: debt.id, ...howTaken })
      : await askApproved('debts.add', { requestId, customerId, kind, ...howTaken, amount: owed });
    setBusy(false);
    if (!answer.ok) {
      setFailure(isUnapproved(answer.error) ? null : answer.error);
      return;
    }
    tellDone(t('debts.saved', { name: answer.value.name }));
    onSaved(answer.value);
    onClose();
  };
  return (
    <FormDialog
      title={debt ? t('debts.edit', { name: debt.name }) : t('debts.new')}
      submit={t('save')}
      disabled={busy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <DebtFields
        draft={draft}
        isNew={debt === null}
        problems={tried && !read.ok ? read.error : null}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
    </FormDialog>
  );
}
