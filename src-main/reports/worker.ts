import { assertNever } from '../../src-shared/result.ts';
import { hearTill } from '../beside.ts';
import { openReportBooks } from '../ledger/report-books.ts';
import { sqliteCode } from '../ledger/trouble.ts';
import { renderPdf } from '../printing/pdf.ts';
import { Refusal } from '../refusal.ts';
import type { AnyReportTask, ReportKind, ReportTelling, ReportWork } from './report-task.ts';
import { ReportWriter } from './report-writer.ts';

/* Started by report-helper.ts: to read a million sales, or draw pages of them, must not hold a sale up. */

let writer: ReportWriter | null = null;

hearTill((question, tell) => {
  // What report-helper.ts asks.
  const task = question as AnyReportTask;
  void answer(task).then(tell);
});

async function answer(task: AnyReportTask): Promise<ReportTelling> {
  const { id, file } = task;
  try {
    writer ??= new ReportWriter(openReportBooks(file));
    return { id, kind: 'made', answer: await make(writer, task) };
  } catch (error) {
    if (error instanceof Refusal) {
      return { id, kind: 'refused', code: error.code, detail: error.detail };
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { id, kind: 'failed', message, sqlite: sqliteCode(error) };
  }
}

function make(
  reports: ReportWriter,
  { kind, question, facts }: AnyReportTask,
): Promise<ReportWork[ReportKind]['answer']> {
  switch (kind) {
    case 'ready':
      return reports.ready(facts);
    case 'document':
      return reports.document(question, facts);
    case 'csv':
      return reports.csv(question, facts);
    case 'pdf':
      return reports.pdf(question, facts);
    case 'slip':
      return renderPdf(question);
    case 'sales':
      return reports.sales(question, facts);
    default:
      return assertNever(kind);
  }
}
