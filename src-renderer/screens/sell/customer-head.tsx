import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { grouped } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useSell } from '../../stores/sell.ts';
import { nextCustomer } from './find.ts';
import { hold } from './held.ts';
import { removeLine } from './together.ts';

interface CustomerHeadProps {
  meter: Meter;
  disabled: boolean;
}

/** Who is being sold to. */
export const CustomerHead = memo(function CustomerHead({ meter, disabled }: CustomerHeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const others = useSell((store) => store.lines.length);
  const facts = [meter.phone, meter.address];
  if (meter.lastSale) {
    facts.push(
      t('amount.last', {
        amount: format.money(meter.lastSale.paid),
        when: format.when(meter.lastSale.at),
      }),
    );
  }
  return (
    <div>
      <div className="flex items-start justify-between gap-4">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold tracking-tight">
            {meter.customerName || t('meter.nameless')}
          </h1>
          <span className="rounded-full border border-line px-2.5 py-0.5 text-xs text-soft">
            {meter.tariffName}
          </span>
          {meter.blind && (
            <span className="rounded-full border border-amber-line bg-amber-soft px-2.5 py-0.5 text-xs font-medium text-amber">
              {t('meter.blind')}
            </span>
          )}
        </div>
        <div className="-mt-2 -mr-3 flex shrink-0 flex-wrap justify-end">
          <Button
            look="quiet"
            shortcut="Alt H"
            className="px-3"
            disabled={disabled}
            onClick={() => void hold()}
          >
            {t('held.put')}
          </Button>
          <Button
            look="quiet"
            shortcut="Esc"
            className="px-3"
            disabled={disabled}
            onClick={others > 0 ? () => removeLine(meter.id) : nextCustomer}
          >
            {others > 0 ? t('together.remove') : t('amount.other')}
          </Button>
        </div>
      </div>
      <p className="text-sm text-soft">
        <span className="digits text-ink">{grouped(meter.drn)}</span>
        {facts
          .filter((fact) => fact !== '')
          .map((fact) => (
            <span key={fact}>
              {' \u00b7 '}
              {fact}
            </span>
          ))}
      </p>
    </div>
  );
});
