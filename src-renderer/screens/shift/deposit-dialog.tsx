import { useTranslation } from 'react-i18next';
import type { DepositState } from '../../../src-shared/contract/shift-shapes.ts';
import { AmountDialog } from '../../components/amount-dialog.tsx';
import { askApproved } from '../../stores/approval.ts';
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
  const isCorrected = kind === 'correction';
  return (
    <AmountDialog
      title={t(`deposit.${kind}-title`)}
      about={t(`deposit.${kind}-about`)}
      submit={t(`deposit.${kind}`)}
      amount={{
        label: t('deposit.amount', { unit: unit.symbol }),
        digits: unit.digits,
        signed: isCorrected,
      }}
      reason={{
        label: t('deposit.note'),
        missing: isCorrected ? t('deposit.note-missing') : null,
        ...(isCorrected ? {} : { placeholder: t('optional') }),
      }}
      move={async ({ requestId, amount, reason }) => {
        const answer = await askApproved('deposit.move', { requestId, kind, amount, note: reason });
        if (!answer.ok) return answer.error;
        onMoved(answer.value);
        tellDone(t('deposit.moved'));
        return null;
      }}
      onClose={onClose}
    />
  );
}
