import { useEffect } from 'react';
import { isTypedInto, putValue, type TypedInto } from '../helpers/field-value.ts';
import { createSwipeReader } from '../helpers/swipe.ts';

/**
 * A card swiped or a meter scanned starts a sale, wherever the cursor is: the field it stood in has
 * afterwards what it had before. Fields that want a number or a card themselves, marked
 * `data-swipe="here"`, keep it; secrets are never listened to. Under an open dialog nothing begins: what
 * was swiped into it is taken out again.
 */
export function useSwipes(onSwipe: (text: string) => void): void {
  useEffect(() => {
    const reader = createSwipeReader();
    let before: { readonly field: TypedInto; readonly value: string } | null = null;
    const listen = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (!(target instanceof HTMLElement) || isElsewhere(event, target)) return;
      const text = reader.feed(key, event.timeStamp);
      if (reader.hasJustBegun) {
        before = isTypedInto(target) ? { field: target, value: target.value } : null;
      }
      if (text === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (before?.field === target) putValue(before.field, before.value);
      if (!document.querySelector('dialog[open]')) onSwipe(text);
    };
    // Before any field or button acts on the Enter that ends a swipe.
    document.addEventListener('keydown', listen, { capture: true });
    return () => document.removeEventListener('keydown', listen, { capture: true });
  }, [onSwipe]);
}

/** Keys that are no reader's, and fields that are not to be listened to. */
function isElsewhere(event: KeyboardEvent, target: HTMLElement): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return true;
  return target.matches('[type=password], [data-swipe=here]');
}
