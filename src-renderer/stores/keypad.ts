import { create } from 'zustand';

const KEPT = 'voltill.keypad';

/** On a touch screen the keypad is there until it is put away; the choice is this device's. */
function atFirst(): boolean {
  const kept = localStorage.getItem(KEPT);
  return kept === null ? matchMedia('(pointer: coarse)').matches : kept === 'shown';
}

export const useKeypad = create<{ readonly shown: boolean }>()(() => ({ shown: atFirst() }));

export function toggleKeypad(): void {
  const shown = !useKeypad.getState().shown;
  localStorage.setItem(KEPT, shown ? 'shown' : 'hidden');
  useKeypad.setState({ shown });
}
