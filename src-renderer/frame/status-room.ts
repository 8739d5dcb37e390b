import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { StatusItem } from './status-items.ts';

/** What there is room for: all words; few of what is well; few of anything; or more than one row. */
const ROOMS = ['all', 'quiet', 'few', 'rows'] as const;
export type Room = (typeof ROOMS)[number];

/** Whether an item says it in few words, where there is that much room. */
export function isShort({ mood }: StatusItem, room: Room): boolean {
  return room !== 'all' && (room !== 'quiet' || mood === 'good' || mood === 'idle');
}

/**
 * Finds out how much of what is to be said fits into one row of the list. `words`: all of it, so that it
 * is found out anew whenever one of them changes.
 */
export function useRoom(list: RefObject<HTMLElement | null>, words: string): Room {
  /** How often there was a reason to look again: another width, or the letters have come. */
  const [look, setLook] = useState(0);
  const [tight, setTight] = useState({ words, look, by: 0 });
  const by = tight.words === words && tight.look === look ? tight.by : 0;
  // Before anybody sees it.
  useLayoutEffect(() => {
    const row = list.current;
    if (!row || row.scrollWidth <= row.clientWidth || by >= ROOMS.length - 1) return;
    setTight({ words, look, by: by + 1 });
  });
  useEffect(() => {
    const again = () => setLook((before) => before + 1);
    const observer = new ResizeObserver(again);
    observer.observe(document.documentElement);
    void document.fonts.ready.then(again);
    return () => observer.disconnect();
  }, []);
  return ROOMS[by] ?? 'rows';
}
