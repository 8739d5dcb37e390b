import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaleFilter } from '../../../src-shared/contract/report-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { ExportButtons } from './export-buttons.tsx';
import type { Period } from './period.ts';
import { type After, SalesBehind } from './sales-behind.tsx';

/** A number of a report whose sales somebody wants to see. */
export interface Drill {
  readonly name: string;
  readonly filter: SaleFilter;
}

interface DrillDownProps {
  drill: Drill;
  period: Period;
  onLeave: () => void;
}

const PAGE = 40;

/** A day or an hour of the period, or a period of one day: 25 hours where the clocks go back. */
function isOneDay({ since, until }: SaleFilter, { from, to }: Period): boolean {
  if (from === to) return true;
  const hours = since && until ? (Date.parse(until) - Date.parse(since)) / 3_600_000 : Infinity;
  return hours <= 25;
}

/** The sales behind a number, and the same as a list to take along. */
export function DrillDown({ drill, period, onLeave }: DrillDownProps) {
  const { t } = useTranslation();
  const [isSaleShown, setSaleShown] = useState(false);
  const back = useRef<HTMLButtonElement>(null);
  const { name, filter } = drill;
  useEffect(() => back.current?.focus(), []);
  const load = async (after: After) => {
    if (filter.saleId === undefined) {
      return ask('reports.sales', { ...period, filter, after, limit: PAGE });
    }
    // It may lie outside the time: money is given back on another day.
    const answer = await ask('sales.get', { saleId: filter.saleId });
    return answer.ok
      ? { ok: true as const, value: { sales: [answer.value], more: false } }
      : answer;
  };
  return (
    <div className="flex min-h-0 flex-col gap-3 p-4 md:h-full">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          ref={back}
          look="quiet"
          shortcut="Esc"
          className="-ml-2 px-3"
          icon={<ArrowLeft aria-hidden="true" className="size-5" />}
          onClick={onLeave}
        >
          {t('back')}
        </Button>
        <h1 className="min-w-0 flex-1 truncate text-xl font-semibold tracking-tight">{name}</h1>
        {filter.saleId === undefined && !isSaleShown && (
          <ExportButtons question={{ report: 'sales', ...period, filter }} />
        )}
      </div>
      <SalesBehind
        label={t('reports.drill-title')}
        load={load}
        isOneDay={isOneDay(drill.filter, period)}
        onLeave={onLeave}
        onShown={setSaleShown}
      />
    </div>
  );
}
