import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { MoneyField, useCurrencyDigits } from '../../components/money-field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { readDecimal, writeDecimal } from '../../helpers/decimal.ts';
import { grouped } from '../../helpers/groups.ts';
import { paymentKinds } from '../../helpers/payment.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { askApproved, isUnapproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';

interface RefundDialogProps {
  sale: Sale;
  /** Gets the sale as it is then. */
  onRefunded: (sale: Sale) => void;
  onClose: () => void;
}

/** Gives money of a sale back, and says what that does not undo. */
export default function RefundDialog({ sale, onRefunded, onClose }: RefundDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const digits = useCurrencyDigits();
  // However often the button is pressed, the till sees the same refund.
  const [requestId] = useState(() => crypto.randomUUID());
  const rest = sale.quote.paid - sale.refunded;
  const [text, setText] = useState(() => writeDecimal(rest, digits));
  // What was paid in parts goes back the way the customer carries home, unless it is said otherwise.
  const [payment, setPayment] = useState(sale.payment === 'mixed' ? 'cash' : sale.payment);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const amount = readDecimal(text, digits);
  const tooMuch = amount.ok && amount.value > rest;
  const said = reason.trim() !== '';
  const submit = async () => {
    setTried(true);
    if (!amount.ok || tooMuch || !said || busy) return;
    setBusy(true);
    const input = { requestId, saleId: sale.id, amount: amount.value, payment, reason };
    const answer = await askApproved('sale.refund', input);
    setBusy(false);
    if (!answer.ok) {
      setFailure(isUnapproved(answer.error) ? null : answer.error);
      return;
    }
    tellDone(t('refund.done', { amount: format.money(amount.value) }));
    onRefunded(answer.value);
    onClose();
  };
  const facts = { number: sale.receiptNumber, amount: format.money(sale.quote.paid) };
  return (
    <FormDialog
      title={t('refund.title', { name: sale.customerName || grouped(sale.drn) })}
      submit={t('refund.do', { amount: format.money(amount.ok ? amount.value : rest) })}
      look="danger"
      disabled={busy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className="text-soft">
        {sale.refunded === 0
          ? t('refund.of', facts)
          : t('refund.of-rest', { ...facts, refunded: format.money(sale.refunded) })}
      </p>
      <p className="rounded-lg border border-amber-line bg-amber-soft px-4 py-3 text-amber">
        <strong className="font-semibold">{t('refund.token-stays')}</strong>{' '}
        {t('refund.deposit-stays')}
      </p>
      <MoneyField
        data-first
        label={t('refund.amount', { symbol: format.symbol })}
        hint={t('refund.at-most', { amount: format.money(rest) })}
        value={text}
        problem={tried && !amount.ok ? amount.error : null}
        wrong={tooMuch ? t('refund.at-most', { amount: format.money(rest) }) : null}
        onFocus={(event) => event.currentTarget.select()}
        onChange={setText}
        className="max-w-60"
      />
      {sale.payment === 'account' ? (
        <p>{t('refund.account-only')}</p>
      ) : (
        <Segmented
          label={t('refund.by')}
          value={payment}
          onChange={setPayment}
          options={paymentKinds.map((kind) => ({
            value: kind,
            text: t(`payment.short.${kind}`),
          }))}
        />
      )}
      <Field
        label={t('shift.reason')}
        hint={t('refund.reason-hint')}
        maxLength={200}
        value={reason}
        problem={tried && amount.ok && !said ? t('shift.reason-missing') : null}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
