import { hearTill } from '../beside.ts';
import { openReportBooks } from '../ledger/report-books.ts';
import { sqliteCode } from '../ledger/trouble.ts';
import { Refusal } from '../refusal.ts';
import type { AnyReportTask, ReportTelling } from './report-task.ts';
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
    return { id, kind: 'made', answer: await writer.make(task) };
  } catch (error) {
    if (error instanceof Refusal) {
      return { id, kind: 'refused', code: error.code, detail: error.detail };
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { id, kind: 'failed', message, sqlite: sqliteCode(error) };
  }
}
