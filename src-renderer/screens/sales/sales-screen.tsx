import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useArrowsAmongRows } from '../../components/rows.ts';
import { SearchBox } from '../../components/search-box.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { latestOnly } from '../../helpers/latest.ts';
import { go, useTill } from '../../stores/till.ts';
import { SaleDetail } from './sale-detail.tsx';
import { SaleRow } from './sale-row.tsx';
import { WaitingSlips } from './waiting-slips.tsx';

const PAGE = 40;

/** Every sale, newest first: found again, shown and printed again. */
export default function SalesScreen() {
  const { t } = useTranslation();
  const list = useArrowsAmongRows<HTMLDivElement>();
  const asked = useTill((store) => store.saleToShow);
  const [text, setText] = useState('');
  const [sales, setSales] = useState<readonly Sale[] | null>(null);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [open, setOpen] = useState<Sale | null>(null);
  const finder = useRef(
    latestOnly(
      (wanted: string) => ask('sales.list', { text: wanted, before: null, limit: PAGE }),
      (_, answer) => {
        if (!answer.ok) {
          setFailure(answer.error);
          return;
        }
        setFailure(null);
        setSales(answer.value.sales);
        setMore(answer.value.more);
      },
    ),
  );

  useEffect(() => finder.current.send(text), [text]);
  useEffect(() => {
    if (asked === null) return;
    void ask('sales.get', { saleId: asked }).then((answer) => {
      if (answer.ok) setOpen(answer.value);
      else setFailure(answer.error);
    });
  }, [asked]);
  const loadMore = async () => {
    const last = sales?.at(-1);
    if (!last || !sales) return;
    const answer = await ask('sales.list', { text, before: last.id, limit: PAGE });
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    setSales([...sales, ...answer.value.sales]);
    setMore(answer.value.more);
  };
  const change = (sale: Sale) => {
    setOpen(sale);
    setSales((now) => now?.map((one) => (one.id === sale.id ? sale : one)) ?? null);
  };
  useKeys('screen', {
    Escape: () => {
      if (open) setOpen(null);
      else if (text !== '') setText('');
      else go('sell');
      return true;
    },
  });

  return (
    <div className="mx-auto grid md:h-full max-w-[86rem] gap-4 p-4 lg:grid-cols-[minmax(0,1fr)_25rem] max-lg:content-start lg:grid-rows-[minmax(0,1fr)]">
      <div
        ref={list}
        className={`flex min-h-0 min-w-0 flex-col gap-4 ${open ? 'max-lg:hidden' : ''}`}
      >
        <h1 className="sr-only">{t('sales.title')}</h1>
        <SearchBox label={t('sales.search')} value={text} onChange={setText} />
        {failure && <FailureNote failure={failure} />}
        <WaitingSlips />
        <Card aria-label={t('sales.title')} className="min-h-0 overflow-auto p-2">
          {sales === null && !failure && <p className="p-4 text-soft">{t('loading')}</p>}
          {sales?.length === 0 && (
            <div className="p-4">
              <p className="font-semibold">
                {text === '' ? t('sales.none') : t('sales.not-found', { text })}
              </p>
              <p className="text-soft">
                {text === '' ? t('sales.none-hint') : t('sales.not-found-hint')}
              </p>
            </div>
          )}
          <ul>
            {sales?.map((sale) => (
              <li key={sale.id}>
                <SaleRow sale={sale} here={open?.id === sale.id} onOpen={() => setOpen(sale)} />
              </li>
            ))}
          </ul>
          {more && (
            <Button
              look="quiet"
              className="mt-1 w-full"
              data-row=""
              onClick={() => void loadMore()}
            >
              {t('sales.more')}
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
