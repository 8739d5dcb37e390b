import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { ask } from '../../bridge/door.ts';
import { SearchBox } from '../../components/search-box.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { pageOf } from '../../helpers/pages.ts';
import { usePages } from '../../helpers/use-pages.ts';
import { go, useTill } from '../../stores/till.ts';
import { SaleList } from './sale-list.tsx';
import { WaitingSlips } from './waiting-slips.tsx';

const PAGE = 40;

async function load(text: string, last: Sale | null) {
  const before = last?.id ?? null;
  return pageOf(await ask('sales.list', { text, before, limit: PAGE }), ({ sales }) => sales);
}

/** Every sale, newest first: found again, shown and printed again. */
export default function SalesScreen() {
  const { t } = useTranslation();
  const asked = useTill((store) => store.saleToShow);
  const [text, setText] = useState('');
  const { items, more, failure, find, next, change } = usePages(load);
  /** Why the sale that was to be shown is not. */
  const [unshown, setUnshown] = useState<Failure | null>(null);
  const [open, setOpen] = useState<Sale | null>(null);
  useEffect(() => find(text), [find, text]);
  useEffect(() => {
    setUnshown(null);
    if (asked === null) return undefined;
    let here = true;
    void ask('sales.get', { saleId: asked }).then((answer) => {
      if (!here) return;
      if (answer.ok) setOpen(answer.value);
      else setUnshown(answer.error);
    });
    return () => {
      here = false;
    };
  }, [asked]);
  useKeys('screen', {
    Escape: () => {
      if (open) setOpen(null);
      else if (text !== '') setText('');
      else go('sell');
      return true;
    },
  });
  const searched = text !== '';
  return (
    <div className="mx-auto flex max-w-[86rem] flex-col p-4 md:h-full">
      <SaleList
        label={t('sales.title')}
        list={{ items, more, failure: failure ?? unshown }}
        open={open}
        onOpen={setOpen}
        onChange={(sale) => {
          setOpen(sale);
          change((one) => (one.id === sale.id ? sale : one));
        }}
        more={t('sales.more')}
        onMore={next}
        none={{
          title: searched ? t('sales.not-found', { text }) : t('sales.none'),
          hint: searched ? t('sales.not-found-hint') : t('sales.none-hint'),
        }}
        above={
          <>
            <h1 className="sr-only">{t('sales.title')}</h1>
            <SearchBox label={t('sales.search')} value={text} onChange={setText} />
          </>
        }
        between={<WaitingSlips />}
      />
    </div>
  );
}
