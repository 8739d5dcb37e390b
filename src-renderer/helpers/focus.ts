import { type RefObject, useEffect } from 'react';
import { SETTLE_MS } from './double-press.ts';

/**
 * Puts the cursor there once what has just appeared can have been seen, unless somebody took it elsewhere:
 * the second press of a double Enter must do nothing that nobody has read yet. `meanwhile`: where it is
 * until then, something that can be focused and not pressed.
 */
export function useFocusOnceSeen(
  target: RefObject<HTMLElement | null>,
  meanwhile: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    meanwhile.current?.focus();
    const seen = setTimeout(() => {
      // The second press of a double click lands beside everything and takes the cursor out of there.
      const at = document.activeElement;
      if (at === meanwhile.current || at === document.body) target.current?.focus();
    }, SETTLE_MS);
    return () => clearTimeout(seen);
  }, [target, meanwhile]);
}

/** As a `ref`: puts the cursor there once, when the element appears. */
export function focusFirst(element: HTMLElement | null): void {
  element?.focus();
}

/**
 * As a `ref` of a list of tabs: puts the cursor into the one that is chosen, where nothing else of the
 * screen took it, so that a place that was gone to by its key goes on by keyboard.
 */
export function focusChosenTab(list: HTMLElement | null): void {
  // Which tab is chosen is known once the list is drawn.
  if (list) requestAnimationFrame(() => focusTabOf(list));
}

function focusTabOf(list: HTMLElement): void {
  if (document.activeElement !== document.body) return;
  const tab = list.querySelector('[role="tab"][aria-selected="true"]');
  if (tab instanceof HTMLElement) tab.focus();
}
