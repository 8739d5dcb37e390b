import { create } from 'zustand';
import type { KeyLoad } from '../../src-shared/contract/key-shapes.ts';
import { ask } from '../bridge/door.ts';

const LISTED = 50;

/** The keys loaded so far, the latest first; null until the till has been asked. */
export const useKeyLoads = create<{ readonly loads: readonly KeyLoad[] | null }>()(() => ({
  loads: null,
}));

export async function refreshKeyLoads(): Promise<void> {
  const answer = await ask('keys.list', { limit: LISTED });
  if (answer.ok) useKeyLoads.setState({ loads: answer.value });
}
