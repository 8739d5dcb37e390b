import { useEffect } from 'react';
import { createSwipeReader } from '../helpers/swipe.ts';

/**
 * A card swiped while the cursor is not in a field, or in one marked `data-swipe="elsewhere"`, goes to
 * the sale. Other fields keep what is typed into them, by whatever types.
 */
export function useSwipes(onSwipe: (text: string) => void): void {
  useEffect(() => {
    const reader = createSwipeReader();
    const listen = (event: KeyboardEvent) => {
      const target = event.target;
      if (!(target instanceof HTMLElement) || document.querySelector('dialog[open]')) return;
      const writing = target.matches('input:not([type=radio], [type=checkbox]), textarea, select');
      if (writing && target.dataset.swipe !== 'elsewhere') return;
      const text = reader.feed(event.key, event.timeStamp);
      if (text === null) return;
      event.preventDefault();
      event.stopPropagation();
      onSwipe(text);
    };
    // Before any field or button acts on the Enter that ends a swipe.
    document.addEventListener('keydown', listen, { capture: true });
    return () => document.removeEventListener('keydown', listen, { capture: true });
  }, [onSwipe]);
}
