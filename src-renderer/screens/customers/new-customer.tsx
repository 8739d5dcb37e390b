import { useTranslation } from 'react-i18next';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { Card } from '../../components/card.tsx';
import { MeterForm } from '../../components/meter-form.tsx';

interface NewCustomerProps {
  onSaved: (meter: Meter) => void;
  onClose: () => void;
}

/** Somebody new, with their first meter. */
export function NewCustomer({ onSaved, onClose }: NewCustomerProps) {
  const { t } = useTranslation();
  return (
    <Card aria-labelledby="new-customer" className="@container min-h-0 overflow-auto p-5">
      <h2 id="new-customer" className="mb-4 text-lg font-semibold">
        {t('customers.new')}
      </h2>
      <MeterForm
        meterId={null}
        blind={false}
        drn={null}
        known={null}
        customer={null}
        tariffId={null}
        saveText={t('save')}
        onSaved={onSaved}
        onCancel={onClose}
      />
    </Card>
  );
}
