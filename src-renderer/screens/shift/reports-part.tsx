import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZLine } from '../../../src-shared/contract/shift-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useArrowsAmongRows } from '../../components/rows.ts';
import { useCursorBackInList } from '../../helpers/cursor-back.ts';
import { useKeys } from '../../helpers/keys.ts';
import { pageOf } from '../../helpers/pages.ts';
import { usePages } from '../../helpers/use-pages.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { go } from '../../stores/till.ts';
import { ZSlip } from './z-slip.tsx';

const PAGE = 30;

async function load(_: null, last: ZLine | null) {
  const before = last?.number ?? null;
  return pageOf(await ask('shift.zReports', { before, limit: PAGE }), ({ reports }) => reports);
}

/** The Z reports, the latest first: looked at and printed again. */
export function ReportsPart() {
  const { t } = useTranslation();
  const list = useArrowsAmongRows<HTMLDivElement>();
  const { items: reports, more, failure, find, next } = usePages(load);
  const [open, setOpen] = useState<number | null>(null);
  useCursorBackInList(list, open !== null);
  useEffect(() => find(null), [find]);
  useKeys('screen', {
    Escape: () => {
      if (open !== null) setOpen(null);
      else go('sell');
      return true;
    },
  });
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_25rem]">
      <div ref={list} className={`grid content-start gap-4 ${open ? 'max-lg:hidden' : ''}`}>
        {failure && <FailureNote failure={failure} />}
        <Card aria-label={t('shift.part.reports')} className="p-2">
          {reports === null && !failure && <p className="p-4 text-soft">{t('loading')}</p>}
          {reports?.length === 0 && (
            <div className="p-4">
              <p className="font-semibold">{t('shift.z-none')}</p>
              <p className="text-soft">{t('shift.z-none-hint')}</p>
            </div>
          )}
          <ul>
            {reports?.map((line) => (
              <li key={line.number}>
                <ZRow line={line} here={open === line.number} onOpen={() => setOpen(line.number)} />
              </li>
            ))}
          </ul>
          {more && (
            <Button look="quiet" className="mt-1 w-full" data-row="" onClick={next}>
              {t('shift.z-more')}
            </Button>
          )}
        </Card>
      </div>
      {open === null ? (
        <p className="self-start rounded-xl border border-dashed border-line p-8 text-center text-soft max-lg:hidden">
          {t('shift.z-choose')}
        </p>
      ) : (
        <Card aria-labelledby="z-report" className="grid content-start gap-3 self-start p-5">
          <div className="flex items-center justify-between gap-3">
            <h2 id="z-report" className="text-lg font-semibold">
              {t('shift.z', { number: open })}
            </h2>
            <Button
              look="quiet"
              shortcut="Esc"
              className="-mr-3 px-3"
              onClick={() => setOpen(null)}
            >
              {t('close')}
            </Button>
          </div>
          <ZSlip number={open} />
        </Card>
      )}
    </div>
  );
}

interface ZRowProps {
  line: ZLine;
  here: boolean;
  onOpen: () => void;
}

function ZRow({ line, here, onOpen }: ZRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <button
      type="button"
      data-row=""
      aria-current={here ? 'true' : undefined}
      onClick={onOpen}
      className={`figures grid min-h-13 w-full grid-cols-[minmax(0,1fr)_auto_6.5rem] items-center gap-x-4 rounded-lg px-3 py-1.5 text-left ${
        here ? 'bg-accent-soft' : 'hover:bg-raised'
      }`}
    >
      <span className="min-w-0">
        <span className="block truncate font-semibold">
          {t('shift.z', { number: line.number })}
        </span>
        <span className="block truncate text-[0.8125rem] text-soft">
          {format.moment(line.at)} {'\u00b7'} {line.by}
        </span>
      </span>
      <span className="text-right font-semibold">{format.money(line.taken)}</span>
      <span
        className={`text-right text-sm ${line.differed ? 'font-semibold text-amber' : 'text-soft'}`}
      >
        {line.differed ? format.money(line.difference) : t('shift.z-even')}
      </span>
    </button>
  );
}
