import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  Customer,
  CustomerDetails,
  CustomerFile,
} from '../../../src-shared/contract/customer-shapes.ts';
import { Choice, Field, TextBox } from '../../components/field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useActing } from '../../components/use-acting.ts';
import { languages } from '../../i18n/languages.ts';
import { askApproved } from '../../stores/approval.ts';

interface EditCustomerDialogProps {
  customer: Customer;
  onDone: (file: CustomerFile) => void;
  onClose: () => void;
}

const SHOPS = 'shop';

/** Who a customer is: all that is written down about them. */
export function EditCustomerDialog({ customer, onDone, onClose }: EditCustomerDialogProps) {
  const { t } = useTranslation();
  const { busy, failure, run } = useActing(onDone);
  const { name, phone, address, idNumber, language, notes } = customer;
  const [details, setDetails] = useState<CustomerDetails>({
    ...{ name, phone, address },
    ...{ idNumber, language, notes },
  });
  const change = (part: Partial<CustomerDetails>) => setDetails((now) => ({ ...now, ...part }));
  return (
    <FormDialog
      title={t('customers.edit-title')}
      submit={t('save')}
      disabled={busy}
      failure={failure}
      onSubmit={() =>
        void run(
          () => askApproved('customers.save', { customerId: customer.id, details }),
          (file) => t('customers.saved', { name: file.customer.name || t('meter.nameless') }),
        )
      }
      onClose={onClose}
    >
      <Field
        data-first
        label={t('meter.customer-name')}
        maxLength={80}
        value={details.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('meter.phone')}
          inputMode="tel"
          maxLength={30}
          value={details.phone}
          onChange={(event) => change({ phone: event.target.value })}
        />
        <Field
          label={t('customers.id-number')}
          maxLength={40}
          value={details.idNumber}
          onChange={(event) => change({ idNumber: event.target.value })}
        />
      </div>
      <Field
        label={t('meter.address')}
        maxLength={120}
        value={details.address}
        onChange={(event) => change({ address: event.target.value })}
      />
      <Choice
        label={t('customers.language')}
        value={details.language ?? SHOPS}
        onChange={(code) => change({ language: code === SHOPS ? null : code })}
        options={[
          { value: SHOPS, text: t('customers.language-shop') },
          ...languages.map((one) => ({ value: one.code, text: one.name })),
        ]}
      />
      <TextBox
        label={t('customers.notes')}
        maxLength={2000}
        value={details.notes}
        onChange={(text) => change({ notes: text })}
      />
    </FormDialog>
  );
}
