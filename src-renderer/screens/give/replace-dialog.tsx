import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { grouped } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { askApproved } from '../../stores/approval.ts';
import { useGiving } from './use-giving.ts';

/** Makes the token of a sale once more, and says what that does not undo. */
export default function ReplaceDialog({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { give, busy, failure } = useGiving(onClose);
  const said = reason.trim() !== '';
  const { quote, receiptNumber: number } = sale;
  const units = `${format.units(quote.steps)} ${unitSymbol(quote.resource)}`;
  const submit = () => {
    setTried(true);
    if (!said) return;
    const input = { saleId: sale.id, reason };
    void give((requestId) => askApproved('sale.replace', { requestId, ...input }));
  };
  return (
    <FormDialog
      title={t('give.replace-title', { name: sale.customerName || grouped(sale.drn) })}
      submit={t('give.replace')}
      disabled={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-soft">{t('give.replace-about', { number, units })}</p>
      <p className="rounded-lg border border-amber-line bg-amber-soft px-4 py-3 text-amber">
        <strong className="font-semibold">{t('give.old-stays')}</strong> {t('give.old-stays-hint')}
      </p>
      <Field
        data-first
        label={t('shift.reason')}
        hint={t('give.reason-hint')}
        maxLength={200}
        value={reason}
        problem={tried && !said ? t('shift.reason-missing') : null}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
