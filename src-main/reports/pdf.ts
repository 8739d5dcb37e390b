import type { Content, ContentTable, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Cell, ReportDocument, ReportRow } from '../../src-shared/contract/report-shapes.ts';
import type { Translate } from '../messages.ts';
import { fitText, isRoboto } from '../printing/characters.ts';
import { pdfmake } from '../printing/pdf.ts';
import { isNumeric, kindIn, titleOf, withName } from './cells.ts';
import type { ReportFormat } from './write.ts';

const GREY = '#555555';
const LINE = '#c8c8c8';
const SHADE = '#f0f0f0';
/** Columns that fit an upright page. */
const UPRIGHT_COLUMNS = 6;
const MARGIN = 40;
/** For what stands on every page. */
const HEAD = 62;

/** A report on A4 pages: what it is on each of them, its numbers at the right, page so and so of so many. */
export async function reportPdf(
  document: ReportDocument,
  format: ReportFormat,
  t: Translate,
): Promise<Uint8Array> {
  const isWide = document.columns.length > UPRIGHT_COLUMNS;
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageOrientation: isWide ? 'landscape' : 'portrait',
    pageMargins: [MARGIN, MARGIN + HEAD, MARGIN, MARGIN + 10],
    info: { title: fitted(document.title), creator: 'Voltill', producer: 'Voltill' },
    defaultStyle: { font: 'Roboto', fontSize: 8.5, lineHeight: 1.1 },
    header: () => heading(document, format, t),
    footer: (page, pages) => footing(document, format, t, page, pages),
    content: [
      ...only(document),
      totals(document, format),
      ...(document.rows.length === 0
        ? [{ text: fitted(t('reports.empty')), color: GREY }]
        : [table(document, format, t)]),
      ...(document.leftOut === 0 ? [] : [note(t('reports.left-out', { count: document.leftOut }))]),
      ...document.notes.map(note),
    ],
  };
  return new Uint8Array(await pdfmake().createPdf(definition).getBuffer());
}

function heading(document: ReportDocument, format: ReportFormat, t: Translate): Content {
  const { shopName, title, training } = document;
  return {
    margin: [MARGIN, MARGIN - 12, MARGIN, 0],
    columns: [
      [
        { text: fitted(title), fontSize: 15, bold: true },
        { text: fitted(periodOf(document, format)), fontSize: 10, margin: [0, 2, 0, 0] },
      ],
      [
        { text: fitted(shopName), alignment: 'right', bold: true, fontSize: 10 },
        ...(training
          ? [
              {
                text: fitted(t('receipt.report.training')),
                alignment: 'right' as const,
                bold: true,
              },
            ]
          : []),
      ],
    ],
  };
}

function footing(
  { madeAt, madeBy }: ReportDocument,
  format: ReportFormat,
  t: Translate,
  page: number,
  pages: number,
): Content {
  const made = { time: format.write(madeAt, { kind: 'instant' }), name: madeBy };
  return {
    margin: [MARGIN, 12, MARGIN, 0],
    fontSize: 7.5,
    color: GREY,
    columns: [
      { text: fitted(t('reports.made', made)) },
      { text: fitted(t('reports.page', { page, pages })), alignment: 'right' },
    ],
  };
}

function only({ only: words }: ReportDocument): Content[] {
  return words.length === 0 ? [] : [{ text: fitted(words.join(' · ')), margin: [0, 0, 0, 6] }];
}

/** What one wants to know first, side by side. */
function totals({ totals: all }: ReportDocument, format: ReportFormat): Content {
  return {
    margin: [0, 0, 0, 12],
    columnGap: 18,
    columns: all.map((each) => ({
      width: 'auto',
      stack: [
        { text: fitted(titleOf(each)), color: GREY, fontSize: 7.5 },
        { text: fitted(format.write(each.value, each)), bold: true, fontSize: 11 },
      ],
    })),
  };
}

function table(
  { columns, rows, sum }: ReportDocument,
  format: ReportFormat,
  t: Translate,
): ContentTable {
  const cells = (values: readonly Cell[], look: ReportRow['look']): TableCell[] =>
    values.map((value, index) => {
      const column = columns[index] ?? { kind: 'text' };
      return {
        text: fitted(format.write(value, { kind: kindIn(look, value, column.kind) })),
        alignment: isNumeric(column.kind) ? 'right' : 'left',
        bold: look !== 'row',
        ...(look === 'row' ? {} : { fillColor: SHADE }),
      };
    });
  const titles = columns.map((column) => ({
    text: fitted(titleOf(column)),
    alignment: isNumeric(column.kind) ? ('right' as const) : ('left' as const),
    bold: true,
    color: GREY,
  }));
  return {
    layout: {
      hLineWidth: (index) => (index === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: () => LINE,
      paddingTop: () => 3,
      paddingBottom: () => 2,
    },
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ kind }, index) => (kind === 'text' && index === 0 ? '*' : 'auto')),
      body: [
        titles,
        ...rows.map((row) => cells(row.cells, row.look)),
        ...(sum ? [cells(withName(sum, t('reports.sum')), 'sum')] : []),
      ],
    },
  };
}

function note(text: string): Content {
  return { text: fitted(text), color: GREY, fontSize: 7.5, margin: [0, 8, 0, 0] };
}

/** One day, or from one to another. */
export function periodOf({ from, to }: ReportDocument, format: ReportFormat): string {
  return from === to ? format.day(from) : `${format.day(from)} – ${format.day(to)}`;
}

/** What the font has letters for. */
function fitted(text: string): string {
  return fitText(text, isRoboto);
}
