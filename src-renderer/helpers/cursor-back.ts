import { useEffect, useRef } from 'react';

/** Puts the cursor back where it was, or into the screen where that is gone. */
export function returnTo(place: Element | null): void {
  const there = place?.isConnected && place !== document.body;
  const target = there ? place : document.querySelector('main input, main button');
  if (target instanceof HTMLElement) target.focus();
}

/**
 * For what opens a dialog: once the dialog is gone the cursor is back. Answers what is to be called before
 * it opens.
 */
export function useCursorBack(open: boolean): () => void {
  const place = useRef<Element | null>(null);
  // Once the dialog is gone: while it is open nothing else can have the cursor.
  useEffect(() => (open ? () => returnTo(place.current) : undefined), [open]);
  return () => {
    place.current = document.activeElement;
  };
}
