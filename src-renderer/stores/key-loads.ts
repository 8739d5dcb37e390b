import { create } from 'zustand';
import type { KeyLoad } from '../../src-shared/contract/key-shapes.ts';
import { ask } from '../bridge/door.ts';
import { useTill } from './till.ts';

const LISTED = 50;

/** The keys loaded so far, the latest first; null until the till has been asked. */
export const useKeyLoads = create<{ readonly loads: readonly KeyLoad[] | null }>()(() => ({
  loads: null,
}));

export async function refreshKeyLoads(): Promise<void> {
  const asked = useTill.getState().till?.training;
  const answer = await ask('keys.list', { limit: LISTED });
  // An answer that comes after a switch is about the shop that was left.
  const sameShop = useTill.getState().till?.training === asked;
  if (answer.ok && sameShop) useKeyLoads.setState({ loads: answer.value });
}

/**
 * Keeps the keys of the shop that is open for as long as they are on the screen. Answers the function
 * that stops it and forgets them: the next shop to be shown may be the other one.
 */
export function followKeyLoads(): () => void {
  const stop = useTill.subscribe((now, before) => {
    if (now.till?.training === before.till?.training) return;
    useKeyLoads.setState({ loads: null });
    if (now.till?.stage === 'open') void refreshKeyLoads();
  });
  void refreshKeyLoads();
  return () => {
    stop();
    useKeyLoads.setState({ loads: null });
  };
}
