import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useArrowsAmongRows } from '../../components/rows.ts';
import { useCursorBackInList } from '../../helpers/cursor-back.ts';
import type { Paged } from '../../helpers/pages.ts';
import { SaleDetail } from './sale-detail.tsx';
import { SaleRow } from './sale-row.tsx';

interface SaleListProps {
  label: string;
  list: Paged<Sale>;
  open: Sale | null;
  onOpen: (sale: Sale | null) => void;
  /** One of them is another now: money was given back. */
  onChange: (sale: Sale) => void;
  onMore: () => void;
  /** What the button for the next page says. */
  more: string;
  /** What stands there where there is none. */
  none: { readonly title: string; readonly hint: string };
  /** Where all of them are of one day, and it is said which. */
  timeOnly?: boolean;
  /** Over the list. */
  above?: ReactNode;
  /** Between what is above and the list. */
  between?: ReactNode;
}

/** Sales one under the other, and the one that is looked at beside them, with its token and its slip. */
export function SaleList(props: SaleListProps) {
  const { label, list, open, onOpen, onChange, onMore, more, none, timeOnly, above, between } =
    props;
  const { t } = useTranslation();
  const box = useArrowsAmongRows<HTMLDivElement>();
  useCursorBackInList(box, open !== null);
  const { items: sales, failure } = list;
  return (
    <div className="grid min-h-0 gap-4 max-lg:content-start md:flex-1 lg:grid-cols-[minmax(0,1fr)_25rem] lg:grid-rows-[minmax(0,1fr)]">
      <div
        ref={box}
        className={`flex min-h-0 min-w-0 flex-col gap-4 ${open ? 'max-lg:hidden' : ''}`}
      >
        {above}
        {failure && <FailureNote failure={failure} />}
        {between}
        <Card aria-label={label} className="min-h-0 overflow-auto p-2">
          {sales === null && !failure && <p className="p-4 text-soft">{t('loading')}</p>}
          {sales?.length === 0 && (
            <div className="p-4">
              <p className="font-semibold">{none.title}</p>
              <p className="text-soft">{none.hint}</p>
            </div>
          )}
          <ul>
            {sales?.map((sale) => (
              <li key={sale.id}>
                <SaleRow
                  sale={sale}
                  here={open?.id === sale.id}
                  timeOnly={timeOnly ?? false}
                  onOpen={() => onOpen(sale)}
                />
              </li>
            ))}
          </ul>
          {list.more && (
            <Button look="quiet" className="mt-1 w-full" data-row="" onClick={onMore}>
              {more}
            </Button>
          )}
        </Card>
      </div>
      {open ? (
        <SaleDetail
          key={open.id}
          sale={open}
          onChange={onChange}
          onShow={onOpen}
          onClose={() => onOpen(null)}
        />
      ) : (
        <p className="self-start rounded-xl border border-dashed border-line p-8 text-center text-soft max-lg:hidden">
          {t('sales.choose')}
        </p>
      )}
    </div>
  );
}
