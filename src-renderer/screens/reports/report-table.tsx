import { type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  Cell,
  ReportDocument,
  ReportRow,
} from '../../../src-shared/contract/report-shapes.ts';
import { useArrowsAmongRows } from '../../components/rows.ts';
import { placed } from '../../helpers/placed.ts';
import { isNumeric, useCells } from './use-cells.ts';

/** Shorter texts stay on one line: dates, names, meter numbers. */
const LONGEST_UNBROKEN = 28;
/** Columns that may need more than a small screen. */
const WIDE = 7;

interface ReportTableProps {
  document: ReportDocument;
  /** A row was chosen that has sales behind it. */
  onDrill: (row: ReportRow, name: string) => void;
}

/** The rows of a report. Those with sales behind them open by a click, or by arrows and Enter. */
export function ReportTable({ document, onDrill }: ReportTableProps) {
  const { write, title, withName } = useCells();
  const around = useArrowsAmongRows<HTMLTableSectionElement>();
  useRowsAsTargets(around);
  const { columns, rows, sum } = document;
  // What a row is, and what it comes to, stay in view where the table is wider than the screen.
  const pinned = (index: number) => {
    if (index === 0) return 'sticky left-0';
    const column = columns[index];
    if (index < columns.length - 1 || !column || !isNumeric(column)) return '';
    // What lies under it has to look cut off, and not like a shorter number.
    return columns.length < WIDE ? 'sticky right-0' : 'sticky right-0 border-l border-l-line';
  };
  const look = (index: number, text: string, kind: ReportRow['look']) => {
    const column = columns[index];
    const isLong = text.length > LONGEST_UNBROKEN;
    return [
      'px-3 py-2.5',
      column && isNumeric(column) ? 'text-right' : 'text-left',
      isLong ? 'min-w-48' : 'whitespace-nowrap',
      kind === 'row' ? '' : 'font-semibold',
      pinned(index),
      'bg-inherit',
    ].join(' ');
  };
  return (
    <table className="figures w-full border-separate border-spacing-0">
      <caption className="sr-only">{document.title}</caption>
      <thead>
        <tr>
          {placed(columns).map(({ place, item }) => (
            <th
              key={place}
              scope="col"
              className={`sticky top-0 border-b border-line bg-surface px-3 py-2 text-[0.8125rem] font-medium whitespace-nowrap text-soft ${isNumeric(item) ? 'text-right' : 'text-left'} ${pinned(place) === '' ? 'z-1' : `z-2 ${pinned(place)}`}`}
            >
              {title(item)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={around}>
        {placed(rows).map(({ place, item: row }) => (
          <tr
            key={place}
            className={`${row.look === 'head' ? 'bg-raised' : 'bg-surface'} ${row.drill ? 'cursor-pointer hover:bg-raised' : ''}`}
          >
            {placed(row.cells).map(({ place: at, item: cell }) => (
              <td
                key={at}
                className={`border-b border-line ${look(at, written(cell, at), row.look)}`}
              >
                {at === 0 && row.drill ? (
                  <DrillButton row={row} onDrill={onDrill} text={written(cell, at)} />
                ) : (
                  written(cell, at)
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {sum && (
        <tfoot>
          <tr className="bg-surface">
            {placed(withName(sum)).map(({ place, item }) => {
              // Its name is a text, whatever stands in the rows above it.
              const text = typeof item === 'string' ? item : written(item, place);
              return (
                <td key={place} className={`border-t border-edge ${look(place, text, 'sum')}`}>
                  {text}
                </td>
              );
            })}
          </tr>
        </tfoot>
      )}
    </table>
  );

  function written(cell: Cell, index: number): string {
    const column = columns[index];
    return column ? write(cell, column) : '';
  }
}

/** A row is clicked as its button is, wherever a finger meets it. */
function useRowsAsTargets(around: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = around.current;
    if (!element) return;
    const listen = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || target.closest('button')) return;
      target.closest('tr')?.querySelector('button')?.click();
    };
    element.addEventListener('click', listen);
    return () => element.removeEventListener('click', listen);
  }, [around]);
}

interface DrillButtonProps extends Pick<ReportTableProps, 'onDrill'> {
  row: ReportRow;
  text: string;
}

/** The name of a row. */
function DrillButton({ row, text, onDrill }: DrillButtonProps) {
  const { t } = useTranslation();
  const isOne = row.drill?.saleId !== undefined;
  return (
    <button
      type="button"
      data-row=""
      aria-label={isOne ? t('reports.drill-one', { row: text }) : t('reports.drill', { row: text })}
      onClick={() => onDrill(row, text)}
      className="-my-2.5 min-h-11 min-w-11 text-left font-medium text-accent underline-offset-2 hover:underline"
    >
      {text}
    </button>
  );
}
