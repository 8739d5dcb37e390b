import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { Field } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { readDecimal } from '../../helpers/decimal.ts';
import { grouped } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { askApproved } from '../../stores/approval.ts';
import { useGiving } from './use-giving.ts';

/** Units are typed with one decimal. */
const DECIMALS = 1;

/** Gives units to a meter that nobody pays for. */
export default function FreeIssueDialog({ meter, onClose }: { meter: Meter; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { give, busy, failure } = useGiving(onClose);
  const unit = unitSymbol(meter.resource);
  const steps = readDecimal(text, DECIMALS);
  const said = reason.trim() !== '';
  const submit = () => {
    setTried(true);
    if (!steps.ok || !said) return;
    const input = { meterId: meter.id, steps: steps.value, reason };
    void give((requestId) => askApproved('sale.freeIssue', { requestId, ...input }));
  };
  return (
    <FormDialog
      title={t('give.title', { name: meter.customerName || grouped(meter.drn) })}
      submit={
        steps.ok ? t('give.do', { units: `${format.units(steps.value)} ${unit}` }) : t('give.none')
      }
      disabled={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-soft">{t('give.about')}</p>
      <Field
        data-first
        label={t('give.units', { unit })}
        inputMode="decimal"
        maxLength={20}
        value={text}
        problem={tried && !steps.ok ? t(`amount.${steps.error}`) : null}
        onChange={(event) => setText(event.target.value)}
        className="max-w-60"
      />
      <Field
        label={t('shift.reason')}
        hint={t('give.reason-hint')}
        maxLength={200}
        value={reason}
        problem={tried && steps.ok && !said ? t('shift.reason-missing') : null}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
