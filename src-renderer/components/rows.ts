import { type RefObject, useEffect, useRef } from 'react';

/**
 * Arrows move the focus among the elements marked `data-row`; Home and End jump. For the element around
 * a list and its search field: arrow down in the field goes on into the list.
 */
export function useArrowsAmongRows<Around extends HTMLElement>(): RefObject<Around | null> {
  const around = useRef<Around>(null);
  useEffect(() => {
    const element = around.current;
    if (!element) return;
    const listen = (event: KeyboardEvent) => move(element, event);
    element.addEventListener('keydown', listen);
    return () => element.removeEventListener('keydown', listen);
  }, []);
  return around;
}

function move(around: HTMLElement, event: KeyboardEvent): void {
  const rows = [...around.querySelectorAll<HTMLElement>('[data-row]')];
  const here = document.activeElement;
  const at = here instanceof HTMLElement ? rows.indexOf(here) : -1;
  const jump = at < 0 ? {} : { Home: 0, End: rows.length - 1 };
  const to = new Map(Object.entries({ ArrowDown: at + 1, ArrowUp: at - 1, ...jump })).get(
    event.key,
  );
  if (to === undefined) return;
  // Up from the first row goes back to the field.
  const target = to === -1 ? around.querySelector<HTMLElement>('input') : rows[to];
  if (!target) return;
  event.preventDefault();
  target.focus();
}
