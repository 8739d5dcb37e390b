import type {
  Cell,
  CellKind,
  ReportColumn,
  ReportRow,
} from '../../src-shared/contract/report-shapes.ts';
import { unitSymbol } from '../../src-shared/resource.ts';

const NUMBERS: readonly CellKind[] = ['money', 'steps', 'count', 'price', 'percent'];

/** Numbers stand at the right, and are none of a spreadsheet's formulas. */
export function isNumeric(kind: CellKind): boolean {
  return NUMBERS.includes(kind);
}

/** With the unit, where the numbers below have one. */
export function titleOf({ title, resource }: Pick<ReportColumn, 'title' | 'resource'>): string {
  return resource ? `${title} (${unitSymbol(resource)})` : title;
}

/** A sum says what it is in its first cell, which adds up to nothing. */
export function withName(sum: readonly Cell[], name: string): Cell[] {
  return sum.map((cell, index) => (index === 0 && cell === null ? name : cell));
}

/** What a cell is: the name of a sum is a text, whatever stands in the rows above it. */
export function kindIn(look: ReportRow['look'], cell: Cell, kind: CellKind): CellKind {
  return look === 'sum' && typeof cell === 'string' ? 'text' : kind;
}
