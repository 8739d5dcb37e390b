import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { useKeys } from '../../helpers/keys.ts';
import { pageOf } from '../../helpers/pages.ts';
import { usePages } from '../../helpers/use-pages.ts';
import { SaleList } from '../sales/sale-list.tsx';

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
  const { items, more, failure, find, next, change } = usePages(
    async (_: null, last: Sale | null) =>
      pageOf(await load(last ? { at: last.at, saleId: last.id } : null), ({ sales }) => sales),
  );
  /** Undefined until one was opened or closed. */
  const [chosen, setChosen] = useState<Sale | null>();
  const isOne = items?.length === 1 && !more;
  // One sale is what was asked for.
  const open = chosen === undefined && isOne ? (items[0] ?? null) : (chosen ?? null);
  const isShown = open !== null;
  useEffect(() => onShown?.(isShown), [isShown, onShown]);
  useEffect(() => find(null), [find]);
  useKeys('screen', {
    Escape: () => {
      if (open && !isOne) setChosen(null);
      else onLeave();
      return true;
    },
  });
  return (
    <SaleList
      label={label}
      list={{ items, more, failure }}
      open={open}
      onOpen={setChosen}
      onChange={(sale) => {
        setChosen(sale);
        change((one) => (one.id === sale.id ? sale : one));
      }}
      more={t('reports.more')}
      onMore={next}
      none={{ title: t('reports.empty'), hint: t('reports.empty-hint') }}
      timeOnly={isOneDay}
    />
  );
}
