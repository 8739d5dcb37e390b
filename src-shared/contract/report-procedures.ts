import { z } from 'zod';
import { acts, asks } from './procedure.ts';
import { period, reportDocument, reportLine, reportName, saleFilter } from './report-shapes.ts';
import { id, instant, sale } from './shapes.ts';

const question = z.strictObject({ report: reportName, ...period, filter: saleFilter });
const page = {
  ...period,
  /** The last sale of the page before; null for the first page. */
  after: z.strictObject({ at: instant, saleId: id }).nullable(),
  limit: z.int().min(1).max(200),
};
const sales = z.object({ sales: z.array(sale), more: z.boolean() });
const file = z.object({ fileName: z.string(), base64: z.string() });

/** What was sold and taken in any period, and the sales behind each number. */
export const reportProcedures = {
  'reports.list': asks('see-reports', z.strictObject({}), z.array(reportLine)),
  /** As the screen shows it: the first rows of a long one. */
  'reports.make': asks('see-reports', question, reportDocument),
  /** Issued sales, the latest first. */
  'reports.sales': asks('see-reports', z.strictObject({ ...page, filter: saleFilter }), sales),
  /** The same of whoever asks: what they sold themselves, without sums. */
  'reports.mine': asks('see-sales', z.strictObject(page), sales),
  'reports.csv': asks('see-reports', question, file),
  'reports.pdf': asks('see-reports', question, file),
  'reports.print': acts('see-reports', question, z.strictObject({})),
} as const;
