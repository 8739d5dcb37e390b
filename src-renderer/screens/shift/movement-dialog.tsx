import { useTranslation } from 'react-i18next';
import { AmountDialog } from '../../components/amount-dialog.tsx';
import { useCurrencyDigits } from '../../components/money-field.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { tellDone } from '../../stores/notices.ts';
import { type Movement, moveMoney } from '../../stores/shift.ts';

/** Money goes into the drawer or out of it beside the sales. */
export function MovementDialog({ kind, onClose }: { kind: Movement; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const digits = useCurrencyDigits();
  return (
    <AmountDialog
      title={t(`shift.move.${kind}`)}
      about={t(`shift.move-about.${kind}`)}
      submit={t(`shift.move.${kind}`)}
      amount={{ label: t('shift.amount-in', { symbol: format.symbol }), digits }}
      reason={{
        label: t('shift.reason'),
        hint: t('shift.reason-hint'),
        missing: t('shift.reason-missing'),
      }}
      move={async (request) => {
        const problem = await moveMoney(kind, request);
        if (problem) return problem;
        tellDone(t(`shift.moved.${kind}`, { amount: format.money(request.amount) }));
        return null;
      }}
      onClose={onClose}
    />
  );
}
