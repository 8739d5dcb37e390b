/** As a `ref`: puts the cursor there once, when the element appears. */
export function focusFirst(element: HTMLElement | null): void {
  element?.focus();
}
