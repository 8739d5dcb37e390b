import { UserPlus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useArrowsAmongRows } from '../../components/rows.ts';
import { SearchBox } from '../../components/search-box.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { latestOnly } from '../../helpers/latest.ts';
import { tellDone } from '../../stores/notices.ts';
import { go } from '../../stores/till.ts';
import { loadRecent } from '../sell/find.ts';
import { CustomerPanel } from './customer-panel.tsx';
import { CustomerRow } from './customer-row.tsx';

const MOST = 50;

/** Customers and their meters: added, found, corrected. */
export default function CustomersScreen() {
  const { t } = useTranslation();
  const list = useArrowsAmongRows<HTMLDivElement>();
  const [text, setText] = useState('');
  const [meters, setMeters] = useState<readonly Meter[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [open, setOpen] = useState<Meter | 'new' | null>(null);
  const finder = useRef(
    latestOnly(
      async (wanted: string) => {
        if (wanted.trim() === '') return ask('meters.recent', { limit: MOST });
        const answer = await ask('meters.find', { text: wanted, limit: MOST });
        return answer.ok ? ({ ok: true, value: answer.value.meters } as const) : answer;
      },
      (_, answer) => {
        setFailure(answer.ok ? null : answer.error);
        if (answer.ok) setMeters(answer.value);
      },
    ),
  );
  useEffect(() => finder.current.send(text), [text]);
  useKeys('screen', {
    Escape: () => {
      if (open) setOpen(null);
      else if (text !== '') setText('');
      else go('sell');
      return true;
    },
    'Alt+n': () => {
      setOpen('new');
      return true;
    },
  });
  const saved = (meter: Meter) => {
    tellDone(t('customers.saved', { name: meter.customerName || meter.drn }));
    setOpen(null);
    finder.current.send(text);
    void loadRecent();
  };

  return (
    <div className="mx-auto grid md:h-full max-w-[86rem] gap-4 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,28rem)] max-lg:content-start lg:grid-rows-[minmax(0,1fr)]">
      <div
        ref={list}
        className={`flex min-h-0 min-w-0 flex-col gap-4 ${open ? 'max-lg:hidden' : ''}`}
      >
        <h1 className="sr-only">{t('customers.title')}</h1>
        <div className="flex flex-wrap gap-3">
          <div className="min-w-60 flex-1">
            <SearchBox label={t('customers.search')} value={text} onChange={setText} />
          </div>
          <Button
            look="primary"
            shortcut="Alt N"
            icon={<UserPlus aria-hidden="true" className="size-5" />}
            onClick={() => setOpen('new')}
          >
            {t('customers.add')}
          </Button>
        </div>
        {failure && <FailureNote failure={failure} />}
        <Card aria-label={t('customers.title')} className="min-h-0 overflow-auto p-2">
          {meters?.length === 0 && (
            <div className="p-4">
              <p className="font-semibold">
                {text === '' ? t('customers.none') : t('customers.not-found', { text })}
              </p>
              <p className="text-soft">{t('customers.none-hint')}</p>
            </div>
          )}
          <ul>
            {meters?.map((meter) => (
              <li key={meter.id}>
                <CustomerRow
                  meter={meter}
                  here={open !== 'new' && open?.id === meter.id}
                  onOpen={() => setOpen(meter)}
                />
              </li>
            ))}
          </ul>
        </Card>
      </div>
      {open ? (
        <CustomerPanel
          key={open === 'new' ? 'new' : open.id}
          meter={open === 'new' ? null : open}
          onSaved={saved}
          onClose={() => setOpen(null)}
        />
      ) : (
        <p className="self-start rounded-xl border border-dashed border-line p-8 text-center text-soft max-lg:hidden">
          {t('customers.choose')}
        </p>
      )}
    </div>
  );
}
