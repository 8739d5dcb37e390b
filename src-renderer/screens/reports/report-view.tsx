import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ReportDocument,
  ReportName,
  ReportRow,
} from '../../../src-shared/contract/report-shapes.ts';
import { BarChart } from '../../components/bar-chart.tsx';
import { placed } from '../../helpers/placed.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ReportTable } from './report-table.tsx';
import { useCells } from './use-cells.ts';

interface ReportViewProps {
  document: ReportDocument;
  onDrill: (row: ReportRow, name: string) => void;
  ref?: Ref<HTMLElement>;
}

/** A report: what one wants to know first, the chart, the rows, what has to be known to read them. */
export function ReportView({ document, onDrill, ref }: ReportViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { totals, chart, rows, notes, leftOut } = document;
  const { write, title } = useCells();
  const nameOf = (label: string) => {
    if (chart?.labels === 'day') return format.shortDay(label);
    return chart?.labels === 'month' ? format.shortMonth(label) : label;
  };
  const hasChart = chart !== null && chart.bars.filter(({ value }) => value > 0).length > 1;
  return (
    <section ref={ref} aria-label={document.title} className="min-h-0 flex-1 overflow-auto">
      <dl className="figures sticky left-0 flex flex-wrap items-end gap-x-8 gap-y-1 px-4 pt-3 pb-3 max-xl:gap-x-5">
        {placed(totals).map(({ place, item }) => (
          <div key={place}>
            <dt className="text-[0.8125rem] text-soft">{title(item)}</dt>
            <dd
              className={`font-semibold ${place === 0 ? 'text-2xl short:text-xl' : 'text-lg short:text-base'}`}
            >
              {write(item.value, item)}
            </dd>
          </div>
        ))}
      </dl>
      {hasChart && (
        <div className="sticky left-0 px-4 pb-4">
          <BarChart
            title={chart.title}
            bars={chart.bars.map(({ label, value }) => ({ label: nameOf(label), value }))}
            write={format.money}
          />
        </div>
      )}
      {rows.length === 0 ? (
        <Nothing report={document.report} />
      ) : (
        <ReportTable document={document} onDrill={onDrill} />
      )}
      <div className="sticky left-0 grid max-w-2xl gap-1 p-4 text-[0.8125rem] text-soft">
        {leftOut > 0 && <p>{t('reports.left-out', { count: leftOut })}</p>}
        {placed(notes).map(({ place, item }) => (
          <p key={place}>{item}</p>
        ))}
      </div>
    </section>
  );
}

/** What will stand here, and how it comes to. */
function Nothing({ report }: { report: ReportName }) {
  const { t } = useTranslation();
  const hint = () => {
    if (report === 'free') return t('reports.empty-free');
    if (report === 'debts') return t('reports.empty-debts');
    if (report === 'deposits') return t('reports.empty-deposits');
    return report === 'refunds' ? t('reports.empty-refunds') : t('reports.empty-hint');
  };
  return (
    <div className="sticky left-0 px-4 py-2">
      <p className="font-semibold">{t('reports.empty')}</p>
      <p className="max-w-xl text-soft">{hint()}</p>
    </div>
  );
}
