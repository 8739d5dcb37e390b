import { useTranslation } from 'react-i18next';
import type { Sale, SaleState } from '../../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { grouped } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';

interface SaleRowProps {
  sale: Sale;
  here: boolean;
  /** Where all of them are of one day, and it is said which. */
  timeOnly?: boolean;
  onOpen: () => void;
}

export function SaleRow({ sale, here, timeOnly = false, onOpen }: SaleRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isSold = sale.kind === 'sale';
  return (
    <button
      type="button"
      data-row=""
      aria-current={here ? 'true' : undefined}
      onClick={onOpen}
      className={`figures grid min-h-13 w-full grid-cols-[4.5rem_minmax(0,1fr)_auto] items-center gap-x-4 rounded-lg px-3 py-1.5 text-left sm:grid-cols-[4.5rem_minmax(0,1fr)_6.5rem_5.5rem] lg:max-xl:grid-cols-[4rem_minmax(0,1fr)_auto] ${
        here ? 'bg-accent-soft' : 'hover:bg-raised'
      }`}
    >
      <span className="text-sm text-soft">
        {timeOnly ? format.time(new Date(sale.at)) : format.when(sale.at)}
      </span>
      <span className="min-w-0">
        <span className="flex items-center gap-2">
          <span className="truncate font-semibold">{sale.customerName || t('meter.nameless')}</span>
          <StateTag state={sale.state} />
          <KindTag kind={sale.kind} />
          {sale.refunded > 0 && <RefundTag sale={sale} />}
        </span>
        <span className="digits block truncate text-[0.8125rem] text-soft">
          {grouped(sale.drn)}
        </span>
      </span>
      <span className="text-right">
        <span className="block font-semibold">
          {isSold ? format.money(sale.quote.paid) : t('quote.free')}
        </span>
        {isSold && sale.payment !== 'cash' && (
          <span className="block text-[0.8125rem] text-soft">
            {t(`payment.short.${sale.payment}`)}
          </span>
        )}
      </span>
      <span className="text-right text-sm text-soft max-sm:hidden lg:max-xl:hidden">
        {format.units(sale.quote.steps)} {unitSymbol(sale.quote.resource)}
      </span>
    </button>
  );
}

const looks: Record<SaleState, string> = {
  issued: '',
  reserved: 'border-amber-line bg-amber-soft text-amber',
  asked: 'border-amber-line bg-amber-soft text-amber',
  refused: 'border-red-line bg-red-soft text-red',
};

/** Says that money was given back. */
function RefundTag({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  return (
    <span className="shrink-0 rounded-full border border-line bg-raised px-2 py-px text-xs font-medium text-soft">
      {t(sale.refunded < sale.quote.paid ? 'refund.part' : 'refund.all')}
    </span>
  );
}

/** Says that nothing was paid, and why that is so. */
export function KindTag({ kind }: { kind: Sale['kind'] }) {
  const { t } = useTranslation();
  if (kind === 'sale') return null;
  return (
    <span className="shrink-0 rounded-full border border-line bg-accent-soft px-2 py-px text-xs font-medium text-accent">
      {t(`sales.kind.${kind}`)}
    </span>
  );
}

/** Says how a sale stands where it is not simply done. */
export function StateTag({ state }: { state: SaleState }) {
  const { t } = useTranslation();
  if (state === 'issued') return null;
  return (
    <span className={`shrink-0 rounded-full border px-2 py-px text-xs font-medium ${looks[state]}`}>
      {t(`sales.state.${state}`)}
    </span>
  );
}
