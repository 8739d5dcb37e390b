import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messagesIn } from '../../../src-main/messages.ts';
import { renderEscPos } from '../../../src-main/printing/escpos.ts';
import { reportCsv } from '../../../src-main/reports/csv.ts';
import { reportPaper } from '../../../src-main/reports/paper.ts';
import { reportPdf } from '../../../src-main/reports/pdf.ts';
import { reportFormat } from '../../../src-main/reports/write.ts';
import { type ReportDocument, reportName } from '../../../src-shared/contract/report-shapes.ts';
import type { Language } from '../../../src-shared/contract/shapes.ts';
import { readEscPos } from '../printing/escpos-reader.ts';
import { readPdf } from '../printing/pdf-reader.ts';
import { paperFacts } from '../shifts/report-example.ts';
import { days, documentOf } from './example.ts';
import { openReportLedger, writeSales } from './report-ledger.ts';

/* One document, four renderings: what the screen shows is what the files and the slip say. */

const books = openReportLedger();
const zone = process.env.TZ;
beforeAll(() => {
  process.env.TZ = 'Africa/Johannesburg';
  writeSales(books, days);
});
afterAll(() => {
  books.ledger.close();
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

async function csvOf(document: ReportDocument, language: Language): Promise<string> {
  const { t } = await messagesIn(language, 'ZAR');
  return reportCsv(document, reportFormat(language, 'ZAR', 2), t);
}

async function pdfOf(document: ReportDocument) {
  const { t } = await messagesIn('en', 'ZAR');
  return readPdf(await reportPdf(document, reportFormat('en', 'ZAR', 2), t));
}

describe('as CSV', () => {
  it.each(['en', 'fr'] as const)('a spreadsheet in %s opens every report', async (language) => {
    for (const report of reportName.options) {
      const text = await csvOf(await documentOf(books, report, language), language);
      await expect(text).toMatchFileSnapshot(`golden/${report}-${language}.csv`);
    }
  });

  it('whatever a customer is called, it is no formula', async () => {
    const document = await documentOf(books, 'meters');
    const lines = (await csvOf(document, 'en')).split('\r\n');
    expect(lines.find((line) => line.includes('calc'))).toContain(`"'=cmd|""calc"""`);
    const names = ['=1', '+1', '-1', '@x', '\tx', '1', 'a,b', 'a"b', 'a\r\nb'];
    const rows = names.map((name) => ({ look: 'row' as const, cells: [name], drill: null }));
    const columns = [{ title: 'Customer', kind: 'text' as const, resource: null }];
    const text = await csvOf({ ...document, columns, rows, sum: null }, 'en');
    expect(text).toBe(
      `\uFEFFCustomer\r\n'=1\r\n'+1\r\n'-1\r\n'@x\r\n'\tx\r\n1\r\n"a,b"\r\n"a""b"\r\n"a\r\nb"\r\n`,
    );
  });
});

describe('as PDF', () => {
  it.each(reportName.options)('%s says all that its document says', async (report) => {
    const document = await documentOf(books, report);
    const { text, pages } = await pdfOf(document);
    const drawn = squeezed(text.join(''));
    const format = reportFormat('en', 'ZAR', 2);
    expect(drawn).toContain(squeezed(document.title));
    expect(drawn).toContain(squeezed('Mon, 2 Mar 2026'));
    expect(drawn).toContain(squeezed('Page 1 of 1'));
    expect(pages).toBe(1);
    for (const { cells } of document.rows) {
      for (const [index, cell] of cells.entries()) {
        const column = document.columns[index];
        if (column) expect(drawn).toContain(squeezed(format.write(cell, column)));
      }
    }
  });

  it('a long one has its title and its number on every page', async () => {
    const document = await documentOf(books, 'sales');
    const rows = Array.from({ length: 200 }, () => document.rows)
      .flat()
      .slice(0, 200);
    const { text, pages } = await pdfOf({ ...document, rows, sum: null, leftOut: 12 });
    expect(pages).toBeGreaterThan(5);
    const drawn = squeezed(text.join(''));
    expect(drawn).toContain(squeezed(`Page 1 of ${pages}`));
  });
});

describe.each([58, 80] as const)('on %i mm paper', (paper) => {
  it.each(['takings', 'utility', 'taxes'] as const)('%s', async (report) => {
    const document = await documentOf(books, report);
    const facts = paperFacts({ paper });
    const slip = reportPaper({ ...facts, document, format: reportFormat('en', 'ZAR', 2) });
    const { lines } = readEscPos(await renderEscPos(slip));
    const text = lines.map((line) => line.text.trimEnd()).join('\n');
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/${report}-${paper}.txt`);
  });
});

/** Without blanks, which a PDF puts where it wants. */
function squeezed(text: string): string {
  return text.replace(/\s+/gu, '');
}
