import { create } from 'zustand';
import type { Answer, Failure } from '../../src-shared/contract/failure.ts';
import type { MoneyByKind, ShiftState } from '../../src-shared/contract/shift-shapes.ts';
import { ask, door } from '../bridge/door.ts';
import { askApproved } from './approval.ts';
import { go, useTill } from './till.ts';

/** The parts of the shift screen, in the order of its tabs. */
export const shiftParts = ['now', 'reports', 'deposit'] as const;
export type ShiftPart = (typeof shiftParts)[number];

/** What goes through the drawer beside sales. */
export type Movement = 'drop' | 'payIn' | 'payOut';

interface ShiftStore {
  /** Null until the till has been asked. */
  readonly state: ShiftState | null;
  readonly part: ShiftPart;
}

export const useShift = create<ShiftStore>()(() => ({ state: null, part: 'now' }));

const set = useShift.setState;

export function showShiftPart(name: string): void {
  const part = shiftParts.find((each) => each === name);
  if (part) set({ part });
}

export function goToShift(part: ShiftPart): void {
  set({ part });
  go('shift');
}

function isTraining(): boolean | undefined {
  return useTill.getState().till?.training;
}

/** Takes over how the shift stands; answers why not, if not. */
function take(askedInTraining: boolean | undefined, answer: Answer<ShiftState>): Failure | null {
  if (!answer.ok) return answer.error;
  // An answer that comes after a switch is about the shop that was left.
  if (askedInTraining === isTraining()) set({ state: answer.value });
  return null;
}

export async function refreshShift(): Promise<Failure | null> {
  return take(isTraining(), await ask('shift.state', {}));
}

/** @param float what lies in the drawer, in minor units */
export async function openShift(float: number): Promise<Failure | null> {
  return take(isTraining(), await ask('shift.open', { float }));
}

/**
 * Writes down what went through the drawer; for a pay-out somebody may have to approve.
 *
 * @param input one press of the button is one `requestId`
 */
export async function moveMoney(
  kind: Movement,
  input: { requestId: string; amount: number; reason: string },
): Promise<Failure | null> {
  const answer =
    kind === 'payOut'
      ? await askApproved('shift.payOut', input)
      : await ask(kind === 'drop' ? 'shift.drop' : 'shift.payIn', input);
  return take(isTraining(), answer);
}

/** Writes a count down. Once it is known what should be there, a new count takes an approval. */
export async function countShift(counted: MoneyByKind, again: boolean): Promise<Failure | null> {
  const answer = again
    ? await askApproved('shift.recount', { counted })
    : await ask('shift.count', { counted });
  return take(isTraining(), answer);
}

/**
 * Keeps up with the shift. It is first asked for when the screen has nothing else to do. Answers the
 * function that stops it.
 */
export function followShift(): () => void {
  let waiting = 0;
  const askSoon = () => {
    cancelIdleCallback(waiting);
    waiting = requestIdleCallback(() => void refreshShift());
  };
  const stopEvents = door.onEvent((event) => {
    if (event.name === 'shift') set({ state: event.value });
  });
  const stopTill = useTill.subscribe((now, before) => {
    if (now.till?.training !== before.till?.training) set({ state: null });
    // Another shop, somebody else at the till, or a connection that was lost.
    const changed = now.till !== before.till || (now.connected && !before.connected);
    if (changed && now.till?.stage === 'open') askSoon();
  });
  askSoon();
  return () => {
    cancelIdleCallback(waiting);
    stopEvents();
    stopTill();
  };
}
