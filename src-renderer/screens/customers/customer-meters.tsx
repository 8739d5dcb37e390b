import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFile } from '../../../src-shared/contract/customer-shapes.ts';
import { Button } from '../../components/button.tsx';
import type { Doing } from './customer-dialogs.tsx';
import { MeterLine } from './meter-line.tsx';

interface CustomerMetersProps {
  file: CustomerFile;
  onDo: (doing: Doing) => void;
}

/** A customer's meters; one at a time shows what is known of it and what can be done. */
export function CustomerMeters({ file, onDo }: CustomerMetersProps) {
  const { t } = useTranslation();
  const { meters, meterCount, customer } = file;
  const [chosen, setChosen] = useState<number | null>(null);
  const open = chosen ?? (meterCount === 1 ? (meters[0]?.id ?? null) : null);
  return (
    <section aria-labelledby="customer-meters" className="border-t border-line p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 id="customer-meters" className="font-semibold">
          {t('customers.meters')}
        </h3>
        {customer.closedAt === null && (
          <Button
            shortcut="Alt M"
            icon={<Plus aria-hidden="true" className="size-5" />}
            onClick={() => onDo({ what: 'add-meter' })}
          >
            {t('customers.add-meter')}
          </Button>
        )}
      </div>
      {meters.length === 0 && <p className="mt-2 text-soft">{t('customers.no-meter')}</p>}
      <ul className="mt-3 grid gap-2">
        {meters.map((meter) => (
          <MeterLine
            key={meter.id}
            meter={meter}
            open={open === meter.id}
            accountOpen={customer.closedAt === null}
            onToggle={() => setChosen(open === meter.id ? 0 : meter.id)}
            onDo={onDo}
          />
        ))}
      </ul>
      {meterCount > meters.length && (
        <p className="mt-2 text-soft">
          {t('customers.more-meters', { count: meterCount - meters.length })}
        </p>
      )}
    </section>
  );
}
