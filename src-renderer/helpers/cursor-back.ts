import { type RefObject, useEffect, useRef } from 'react';

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

/**
 * For a list with something beside it: once that is gone, and the cursor with it, the cursor is where it
 * was in the list. `isBeside`: whether there is something.
 */
export function useCursorBackInList(list: RefObject<HTMLElement | null>, isBeside: boolean): void {
  const last = useRef<Element | null>(null);
  const before = useRef(isBeside);
  useEffect(() => {
    const element = list.current;
    const note = ({ target, type }: Event) => {
      // Who goes on from the list by Tab passes through what is left of it.
      if (type === 'focusin' && before.current) return;
      last.current = target instanceof Element ? target.closest('button, input') : null;
    };
    element?.addEventListener('focusin', note);
    element?.addEventListener('click', note);
    return () => {
      element?.removeEventListener('focusin', note);
      element?.removeEventListener('click', note);
    };
  }, [list]);
  useEffect(() => {
    const isGone = before.current && !isBeside;
    before.current = isBeside;
    if (!isGone || document.activeElement !== document.body) return;
    returnTo(last.current);
  }, [isBeside]);
}
