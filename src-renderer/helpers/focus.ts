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
