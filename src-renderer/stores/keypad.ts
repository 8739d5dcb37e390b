import { create } from 'zustand';

const KEPT = 'voltill.keypad';

/** On a touch screen the keypad is there until it is put away; the choice is this device's. */
export const useKeypad = create<{ readonly shown: boolean }>()(() => ({
  shown: matchMedia('(pointer: coarse)').matches,
}));

/** Takes up the choice made earlier. Not done at start: the first look into the storage waits for a disk. */
export function recallKeypad(): void {
  const kept = localStorage.getItem(KEPT);
  if (kept !== null) useKeypad.setState({ shown: kept === 'shown' });
}

export function toggleKeypad(): void {
  const shown = !useKeypad.getState().shown;
  localStorage.setItem(KEPT, shown ? 'shown' : 'hidden');
  useKeypad.setState({ shown });
}
