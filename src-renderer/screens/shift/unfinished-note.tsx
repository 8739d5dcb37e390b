import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { grouped } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { go } from '../../stores/till.ts';

/** The sales that stand in the way of counting, and the way to them. */
export function UnfinishedNote({ sales }: { sales: readonly Sale[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="flex flex-wrap items-start gap-x-4 gap-y-3 rounded-xl border border-amber-line bg-amber-soft p-5">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-6 shrink-0 text-amber" />
      <div className="min-w-64 flex-1">
        <p className="font-semibold text-amber">{t('shift.unfinished', { count: sales.length })}</p>
        <ul className="mt-1">
          {sales.map((sale) => (
            <li key={sale.id}>
              {t('shift.unfinished-sale', {
                name: sale.customerName || grouped(sale.drn),
                amount: format.money(sale.quote.paid),
              })}
            </li>
          ))}
        </ul>
      </div>
      <Button look="primary" onClick={() => go('sell')}>
        {t('shift.decide')}
      </Button>
    </section>
  );
}
