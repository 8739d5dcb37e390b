import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import type {
  ReportDocument,
  ReportLine,
  ReportName,
  ReportRow,
} from '../../../src-shared/contract/report-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { latestOnly } from '../../helpers/latest.ts';
import { useMay } from '../../stores/people.ts';
import { go } from '../../stores/till.ts';
import { type Drill, DrillDown } from './drill-down.tsx';
import { ExportButtons } from './export-buttons.tsx';
import { MySales } from './my-sales.tsx';
import { type Period, periodOf } from './period.ts';
import { PeriodBar } from './period-bar.tsx';
import { ReportList } from './report-list.tsx';
import { ReportView } from './report-view.tsx';

/** What was sold and taken in any time, for those who may see it; for the others, what they sold. */
export default function ReportsScreen() {
  return useMay('see-reports') ? <Reports /> : <MySales />;
}

function Reports() {
  const { t } = useTranslation();
  const [reports, setReports] = useState<readonly ReportLine[]>([]);
  const [report, setReport] = useState<ReportName>('takings');
  const [period, setPeriod] = useState<Period>(() => periodOf('today', new Date()));
  const [document, setDocument] = useState<ReportDocument | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [drill, setDrill] = useState<Drill | null>(null);
  const asker = useRef(
    latestOnly(
      (question: Input<'reports.make'>) => ask('reports.make', question),
      (_, answer) => {
        if (answer.ok) setDocument(answer.value);
        setFailure(answer.ok ? null : answer.error);
      },
    ),
  );
  const { from, to } = period;
  const isInOrder = from <= to;
  useEffect(() => {
    void ask('reports.list', {}).then((answer) => {
      if (answer.ok) setReports(answer.value);
      else setFailure(answer.error);
    });
  }, []);
  useEffect(() => {
    if (from <= to) asker.current.send({ report, from, to, filter: {} });
  }, [report, from, to]);
  useKeys('screen', {
    Escape: () => {
      go('sell');
      return true;
    },
  });
  const question = { report, from, to, filter: {} };
  const isCurrent =
    document?.report === report && document.from === from && document.to === to && !failure;
  const open = ({ drill: filter }: ReportRow, name: string) => {
    if (filter) setDrill({ filter, name: drillName(document, name) });
  };
  if (drill) {
    return <DrillDown drill={drill} period={period} onLeave={() => setDrill(null)} />;
  }
  return (
    <div className="mx-auto grid w-full max-w-[96rem] gap-4 p-4 short:gap-3 short:p-3 max-lg:content-start md:h-full lg:grid-cols-[11rem_minmax(0,1fr)] lg:grid-rows-[minmax(0,1fr)]">
      <ReportList reports={reports} chosen={report} onChoose={setReport} />
      <div className="flex min-h-0 min-w-0 flex-col gap-3 short:gap-2">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h1 className="text-xl font-semibold tracking-tight">
            {reports.find((line) => line.report === report)?.title ?? t('reports.title')}
          </h1>
          <ExportButtons question={question} />
        </div>
        <PeriodBar period={period} onChange={setPeriod} />
        {!isInOrder && (
          <p role="alert" className="font-medium text-red">
            {t('reports.wrong-order')}
          </p>
        )}
        {failure && <FailureNote failure={failure} />}
        <div
          aria-busy={!isCurrent}
          className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-xl border border-line bg-surface shadow-card"
        >
          {isCurrent ? (
            <ReportView document={document} onDrill={open} />
          ) : (
            isInOrder && !failure && <p className="p-4 text-soft">{t('reports.busy')}</p>
          )}
        </div>
      </div>
    </div>
  );
}

function drillName(document: ReportDocument | null, row: string): string {
  return document ? `${document.title} \u00b7 ${row}` : row;
}
