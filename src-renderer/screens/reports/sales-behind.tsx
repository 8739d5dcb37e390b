import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, Failure } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useArrowsAmongRows } from '../../components/rows.ts';
import { useKeys } from '../../helpers/keys.ts';
import { SaleDetail } from '../sales/sale-detail.tsx';
import { SaleRow } from '../sales/sale-row.tsx';

/** Where the next page begins: after this sale. */
export type After = { readonly at: string; readonly saleId: number } | null;
export type LoadSales = (
  after: After,
) => Promise<Answer<{ readonly sales: readonly Sale[]; readonly more: boolean }>>;

interface SalesBehindProps {
  label: string;
  /** Has to be another component key where it asks for other sales. */
  load: LoadSales;
  /** Steps back from the list. */
  onLeave: () => void;
  /** Whether all of them are of one day. */
  isOneDay: boolean;
  /** Whether one of them is shown beside the list, which then has its own keys. */
  onShown?: (isShown: boolean) => void;
}

/** Sales one by one, the latest first, each with its token and its slip. */
export function SalesBehind({ label, load, onLeave, isOneDay, onShown }: SalesBehindProps) {
  const { t } = useTranslation();
  const list = useArrowsAmongRows<HTMLDivElement>();
  const [sales, setSales] = useState<readonly Sale[] | null>(null);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [open, setOpen] = useState<Sale | null>(null);
  const isShown = open !== null;
  useEffect(() => onShown?.(isShown), [isShown, onShown]);
  const loadAfter = async (known: readonly Sale[]) => {
    const last = known.at(-1);
    const answer = await load(last ? { at: last.at, saleId: last.id } : null);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    const first = known.length === 0 ? answer.value.sales[0] : undefined;
    setFailure(null);
    setSales([...known, ...answer.value.sales]);
    setMore(answer.value.more);
    // One sale is what was asked for.
    if (first && answer.value.sales.length === 1 && !answer.value.more) setOpen(first);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page is asked for once
  useEffect(() => void loadAfter([]), []);
  useKeys('screen', {
    Escape: () => {
      if (open && sales && sales.length > 1) setOpen(null);
      else onLeave();
      return true;
    },
  });
  const change = (sale: Sale) => {
    setOpen(sale);
    setSales((now) => now?.map((one) => (one.id === sale.id ? sale : one)) ?? null);
  };
  return (
    <div className="grid min-h-0 flex-1 gap-4 max-lg:content-start lg:grid-cols-[minmax(0,1fr)_25rem] lg:grid-rows-[minmax(0,1fr)]">
      <div ref={list} className={`flex min-h-0 min-w-0 flex-col ${open ? 'max-lg:hidden' : ''}`}>
        {failure && <FailureNote failure={failure} className="mb-4" />}
        <Card aria-label={label} className="min-h-0 overflow-auto p-2">
          {sales === null && !failure && <p className="p-4 text-soft">{t('loading')}</p>}
          {sales?.length === 0 && (
            <div className="p-4">
              <p className="font-semibold">{t('reports.empty')}</p>
              <p className="text-soft">{t('reports.empty-hint')}</p>
            </div>
          )}
          <ul>
            {sales?.map((sale) => (
              <li key={sale.id}>
                <SaleRow
                  sale={sale}
                  here={open?.id === sale.id}
                  timeOnly={isOneDay}
                  onOpen={() => setOpen(sale)}
                />
              </li>
            ))}
          </ul>
          {more && (
            <Button
              look="quiet"
              className="mt-1 w-full"
              data-row=""
              onClick={() => void loadAfter(sales ?? [])}
            >
              {t('reports.more')}
            </Button>
          )}
        </Card>
      </div>
      {open ? (
        <SaleDetail key={open.id} sale={open} onChange={change} onClose={() => setOpen(null)} />
      ) : (
        <p className="self-start rounded-xl border border-dashed border-line p-8 text-center text-soft max-lg:hidden">
          {t('sales.choose')}
        </p>
      )}
    </div>
  );
}
