import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ReportLine,
  type ReportName,
  reportName,
} from '../../../src-shared/contract/report-shapes.ts';
import { Choice } from '../../components/field.tsx';
import { useArrowsAmongRows } from '../../components/rows.ts';

interface ReportListProps {
  reports: readonly ReportLine[];
  chosen: ReportName;
  onChoose: (report: ReportName) => void;
}

/** The reports there are: a list where there is room for it, otherwise one that opens. */
export function ReportList({ reports, chosen, onChoose }: ReportListProps) {
  const { t } = useTranslation();
  const list = useArrowsAmongRows<HTMLElement>();
  // Who came here by its key goes on by keyboard.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once they are there
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [reports]);
  return (
    <>
      <Choice
        className="lg:hidden"
        label={t('reports.list')}
        value={chosen}
        options={reports.map(({ report, title }) => ({ value: report, text: title }))}
        onChange={(value) => {
          const report = reportName.safeParse(value);
          if (report.success) onChoose(report.data);
        }}
      />
      <nav
        ref={list}
        aria-label={t('reports.list')}
        className="min-h-0 overflow-auto rounded-xl border border-line bg-surface p-1.5 max-lg:hidden"
      >
        {reports.map(({ report, title }) => (
          <button
            key={report}
            type="button"
            data-row=""
            aria-current={report === chosen ? 'true' : undefined}
            onClick={() => onChoose(report)}
            className={`flex min-h-11 w-full items-center rounded-lg px-3 text-left leading-tight ${
              report === chosen
                ? 'bg-accent-soft font-semibold text-accent'
                : 'text-soft hover:bg-raised hover:text-ink'
            }`}
          >
            {title}
          </button>
        ))}
      </nav>
    </>
  );
}
