import type { KeyboardEvent } from 'react';

/** Arrows move the focus among the buttons of a list; Home and End jump. For `onKeyDown` of the list. */
export function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  const row = rows[to];
  if (!row) return;
  event.preventDefault();
  row.focus();
}
