import { useTranslation } from 'react-i18next';
import type { Debt } from '../../../src-shared/contract/debt-shapes.ts';
import { AmountDialog } from '../../components/amount-dialog.tsx';
import { useCurrencyDigits } from '../../components/money-field.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { askApproved } from '../../stores/approval.ts';
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
  const { id: debtId, name, balance } = debt;
  const owed = { name, amount: format.money(balance) };
  const isAdjusted = kind === 'adjust';
  return (
    <AmountDialog
      title={t(`debts.${kind}-title`, owed)}
      about={t(`debts.${kind}-about`, owed)}
      submit={t(`debts.${kind}`)}
      look={isAdjusted ? 'primary' : 'danger'}
      amount={
        isAdjusted
          ? { label: t('debts.amount', { symbol: format.symbol }), digits, signed: true }
          : null
      }
      reason={{
        label: t('shift.reason'),
        hint: t('refund.reason-hint'),
        missing: t('shift.reason-missing'),
      }}
      move={async ({ requestId, amount, reason }) => {
        const answer = isAdjusted
          ? await askApproved('debts.adjust', { requestId, debtId, amount, reason })
          : await askApproved('debts.writeOff', { requestId, debtId, reason });
        if (!answer.ok) return answer.error;
        tellDone(t(isAdjusted ? 'debts.saved' : 'debts.written-off', { name }));
        onMoved(answer.value);
        return null;
      }}
      onClose={onClose}
    />
  );
}
