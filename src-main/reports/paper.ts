import type { ReceiptBlock, ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { Cell, ReportDocument, ReportRow } from '../../src-shared/contract/report-shapes.ts';
import { plainText } from '../printing/characters.ts';
import { heading, mark, pair, type ShopFacts } from '../printing/slip.ts';
import { isNumeric, kindIn, titleOf, withName } from './cells.ts';
import { periodOf } from './pdf.ts';
import type { ReportFormat } from './write.ts';

export interface PaperFacts extends ShopFacts {
  readonly document: ReportDocument;
  readonly format: ReportFormat;
}

/**
 * A report on a receipt printer: of each row its name, and below it every number that is not nothing.
 * Pure: the same facts always make the same slip.
 */
export function reportPaper(facts: PaperFacts): ReceiptDocument {
  const { document, format, shop, t } = facts;
  const { title, training, only, totals, rows, sum, leftOut, notes, madeAt, madeBy } = document;
  const sums: ReportRow[] = sum
    ? [{ look: 'sum', cells: withName(sum, t('reports.sum')), drill: null }]
    : [];
  return {
    paper: shop.paper,
    name: document.report,
    blocks: [
      ...heading(facts),
      ...(training ? [mark(t('receipt.report.training'))] : []),
      { kind: 'rule' },
      centred(title),
      centred(periodOf(document, format)),
      ...only.map(centred),
      { kind: 'rule' },
      ...totals.map((each) => pair(titleOf(each), format.write(each.value, each), true)),
      ...[...rows, ...sums].flatMap((row) => rowBlocks(row, facts)),
      { kind: 'rule' },
      ...(leftOut === 0 ? [] : [text(t('reports.left-out', { count: leftOut }))]),
      ...notes.map(text),
      text(t('reports.made', { time: format.write(madeAt, { kind: 'instant' }), name: madeBy })),
    ],
  };
}

function rowBlocks({ look, cells }: ReportRow, { document, format }: PaperFacts): ReceiptBlock[] {
  const filled = cells.flatMap((cell, index) => {
    const column = document.columns[index];
    return column && !isNothing(cell)
      ? [{ column, value: format.write(cell, { kind: kindIn(look, cell, column.kind) }) }]
      : [];
  });
  const names = filled.filter(({ column }) => !isNumeric(column.kind)).map(({ value }) => value);
  const numbers = filled.filter(({ column }) => isNumeric(column.kind));
  const [only] = numbers;
  const name = names.join(' · ');
  // A name and a number need one line.
  if (only && numbers.length === 1) {
    return [pair(name === '' ? titleOf(only.column) : name, only.value, look === 'sum')];
  }
  return [
    ...(look === 'row' ? [] : [{ kind: 'rule' } as const]),
    ...(name === '' ? [] : [text(name)]),
    ...numbers.map(({ column, value }) => pair(titleOf(column), value, false)),
  ];
}

function isNothing(cell: Cell): boolean {
  return cell === null || cell === '' || cell === 0;
}

function text(words: string): ReceiptBlock {
  return { kind: 'text', text: plainText(words), align: 'left' };
}

function centred(words: string): ReceiptBlock {
  return { kind: 'text', text: plainText(words), align: 'centre' };
}
