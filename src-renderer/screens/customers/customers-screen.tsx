import { Download, FileUp, UserPlus } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useArrowsAmongRows } from '../../components/rows.ts';
import { SearchBox } from '../../components/search-box.tsx';
import { useCursorBackInList } from '../../helpers/cursor-back.ts';
import { useKeys } from '../../helpers/keys.ts';
import { tellDone } from '../../stores/notices.ts';
import { useMayAsk } from '../../stores/people.ts';
import { go, useTill } from '../../stores/till.ts';
import { findAgain } from '../sell/find.ts';
import { CustomerPanel } from './customer-panel.tsx';
import { CustomerRow } from './customer-row.tsx';
import { NewCustomer } from './new-customer.tsx';
import { useCustomerList } from './use-customer-list.ts';

const ImportPanel = lazy(() => import('./import-panel.tsx'));
const ExportDialog = lazy(() => import('./export-dialog.tsx'));

/** Customers and their meters: added, found, corrected, moved, closed; taken from files and given out. */
export default function CustomersScreen() {
  const { t } = useTranslation();
  const around = useArrowsAmongRows<HTMLDivElement>();
  const asked = useTill((store) => store.customerToShow);
  const list = useCustomerList();
  const { text, lines, failure, more } = list;
  const [open, setOpen] = useState<number | 'new' | 'import' | null>(asked);
  const [exporting, setExporting] = useState(false);
  const mayImport = useMayAsk('manage-customers');
  const mayExport = useMayAsk('export-customers');
  useEffect(() => {
    if (asked !== null) setOpen(asked);
  }, [asked]);
  useCursorBackInList(around, open !== null);
  useKeys('screen', {
    Escape: () => {
      if (open !== null) setOpen(null);
      else if (text !== '') list.search('');
      else go('sell');
      return true;
    },
    'Alt+n': () => {
      setOpen('new');
      return true;
    },
  });
  const changed = () => {
    list.refresh();
    findAgain();
  };

  return (
    <div className="mx-auto grid md:h-full max-w-[86rem] gap-4 p-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] max-lg:content-start lg:grid-rows-[minmax(0,1fr)]">
      <div
        ref={around}
        className={`flex min-h-0 min-w-0 flex-col gap-4 ${open !== null ? 'max-lg:hidden' : ''}`}
      >
        <h1 className="sr-only">{t('customers.title')}</h1>
        <SearchBox label={t('customers.search')} value={text} onChange={list.search} />
        <div className="flex flex-wrap gap-2 *:flex-auto max-2xl:*:px-3">
          <Button
            look="primary"
            shortcut="Alt N"
            icon={<UserPlus aria-hidden="true" className="size-5 max-2xl:hidden" />}
            onClick={() => setOpen('new')}
          >
            {t('customers.add')}
          </Button>
          {mayImport && (
            <Button
              icon={<FileUp aria-hidden="true" className="size-5 max-2xl:hidden" />}
              onClick={() => setOpen('import')}
            >
              {t('import.open')}
            </Button>
          )}
          {mayExport && (
            <Button
              icon={<Download aria-hidden="true" className="size-5 max-2xl:hidden" />}
              onClick={() => setExporting(true)}
            >
              {t('export.open')}
            </Button>
          )}
        </div>
        {failure && <FailureNote failure={failure} />}
        <Card aria-label={t('customers.title')} className="min-h-0 overflow-auto p-2">
          {lines?.length === 0 && (
            <div className="p-4">
              <p className="font-semibold">
                {text.trim() === '' ? t('customers.none') : t('customers.not-found', { text })}
              </p>
              <p className="text-soft">{t('customers.none-hint')}</p>
            </div>
          )}
          <ul>
            {lines?.map((line) => (
              <li key={line.id}>
                <CustomerRow line={line} here={open === line.id} onOpen={() => setOpen(line.id)} />
              </li>
            ))}
          </ul>
          {more && (
            <Button look="quiet" className="mt-1 w-full" data-row="" onClick={list.loadMore}>
              {t('customers.more')}
            </Button>
          )}
        </Card>
      </div>
      {open === null && (
        <p className="self-start rounded-xl border border-dashed border-line p-8 text-center text-soft max-lg:hidden">
          {t('customers.choose')}
        </p>
      )}
      {open === 'new' && (
        <NewCustomer
          onSaved={(meter) => {
            tellDone(t('customers.saved', { name: meter.customerName || meter.drn }));
            setOpen(meter.customerId);
            changed();
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'import' && (
        <Suspense fallback={null}>
          <ImportPanel onDone={changed} onClose={() => setOpen(null)} />
        </Suspense>
      )}
      {exporting && (
        <Suspense fallback={null}>
          <ExportDialog onClose={() => setExporting(false)} />
        </Suspense>
      )}
      {typeof open === 'number' && (
        <CustomerPanel
          key={open}
          customerId={open}
          onChanged={changed}
          onOpen={setOpen}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
