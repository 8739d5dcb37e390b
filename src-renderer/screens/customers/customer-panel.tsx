import { useTranslation } from 'react-i18next';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { MeterForm } from '../../components/meter-form.tsx';
import { grouped } from '../../helpers/groups.ts';
import { isUnderWay, useSell } from '../../stores/sell.ts';
import { go } from '../../stores/till.ts';
import { chooseMeter } from '../sell/find.ts';

interface CustomerPanelProps {
  /** Null for a new one. */
  meter: Meter | null;
  onSaved: (meter: Meter) => void;
  onClose: () => void;
}

/** A customer with a meter, to add or to correct. */
export function CustomerPanel({ meter, onSaved, onClose }: CustomerPanelProps) {
  const { t } = useTranslation();
  const selling = useSell(({ attempt }) => isUnderWay(attempt));
  return (
    <Card aria-labelledby="customer" className="@container min-h-0 overflow-auto p-5">
      <div className="mb-4 flex items-start justify-between gap-3">
        <div>
          <h2 id="customer" className="text-lg font-semibold">
            {meter ? meter.customerName || t('meter.nameless') : t('customers.new')}
          </h2>
          {meter && <p className="digits text-sm text-soft">{grouped(meter.drn)}</p>}
        </div>
        {meter && (
          <Button
            disabled={selling}
            onClick={() => {
              chooseMeter(meter);
              go('sell');
            }}
          >
            {t('customers.sell')}
          </Button>
        )}
      </div>
      <MeterForm
        meterId={meter?.id ?? null}
        blind={false}
        drn={meter?.drn ?? null}
        known={
          meter && {
            meterNumber: meter.drn,
            supplyGroupCode: meter.supplyGroupCode,
            keyRevisionNumber: meter.keyRevisionNumber,
            tariffIndex: meter.tariffIndex,
            encryptionAlgorithm: meter.encryptionAlgorithm,
            tokenCarrierType: meter.tokenCarrierType,
          }
        }
        customer={meter && { name: meter.customerName, phone: meter.phone, address: meter.address }}
        tariffId={meter?.tariffId ?? null}
        saveText={t('save')}
        onSaved={onSaved}
        onCancel={onClose}
      />
    </Card>
  );
}
