import { useTranslation } from 'react-i18next';
import type { Customer, CustomerFile } from '../../../src-shared/contract/customer-shapes.ts';
import type { Answer } from '../../../src-shared/contract/failure.ts';
import type { Meter, MeterConfiguration } from '../../../src-shared/contract/shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Dialog } from '../../components/dialog.tsx';
import { MeterForm } from '../../components/meter-form.tsx';
import { grouped } from '../../helpers/groups.ts';
import { askApproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';

interface MeterDialogProps {
  customer: Customer;
  doing: 'add' | 'edit' | 'replace';
  /** The one that is changed or replaced; null for a new one. */
  meter: Meter | null;
  onDone: (file: CustomerFile) => void;
  onClose: () => void;
}

/** A meter of a customer who is known: a further one, one to correct, or one that takes another's place. */
export function MeterDialog({ customer, doing, meter, onDone, onClose }: MeterDialogProps) {
  const { t } = useTranslation();
  const name = customer.name || t('meter.nameless');
  const number = meter ? grouped(meter.drn) : '';
  const known = meter && configurationOf(meter);
  return (
    <Dialog title={t(`customers.meter-${doing}-title`, { name, number })} wide onClose={onClose}>
      <p className="mb-4 text-soft">{t(`customers.meter-${doing}-about`, { name, number })}</p>
      <div className="@container">
        <MeterForm
          meterId={null}
          blind={false}
          drn={doing === 'edit' && meter ? meter.drn : null}
          known={known && doing === 'replace' ? { ...known, meterNumber: '' } : known}
          customer={null}
          tariffId={meter?.tariffId ?? null}
          own={{
            withTariff: doing !== 'replace',
            save: async (configuration, tariffId) => {
              const answer = await saved(customer, doing, meter, configuration, tariffId);
              if (!answer.ok) return answer.error;
              tellDone(t(`customers.meter-${doing}-done`, { name, number }));
              onDone(answer.value);
              return null;
            },
          }}
          saveText={t(`customers.meter-${doing}-submit`)}
          onSaved={() => undefined}
          onCancel={onClose}
        />
      </div>
    </Dialog>
  );
}

async function saved(
  customer: Customer,
  doing: MeterDialogProps['doing'],
  meter: Meter | null,
  configuration: MeterConfiguration,
  tariffId: number,
): Promise<Answer<CustomerFile>> {
  const { id: customerId, name, phone, address } = customer;
  if (!meter) return askApproved('customers.addMeter', { customerId, configuration, tariffId });
  if (doing === 'replace') {
    return askApproved('customers.replaceMeter', { meterId: meter.id, configuration });
  }
  const answer = await askApproved('meters.save', {
    meterId: meter.id,
    configuration,
    customer: { name, phone, address },
    tariffId,
    blind: false,
  });
  return answer.ok ? ask('customers.get', { customerId }) : answer;
}

function configurationOf(meter: Meter): MeterConfiguration {
  const { drn, supplyGroupCode, keyRevisionNumber, tariffIndex } = meter;
  const { encryptionAlgorithm, tokenCarrierType } = meter;
  return {
    ...{ meterNumber: drn, supplyGroupCode, keyRevisionNumber, tariffIndex },
    ...{ encryptionAlgorithm, tokenCarrierType },
  };
}
