import { create } from 'zustand';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Approval, PersonToChoose } from '../../src-shared/contract/people-shapes.ts';
import {
  isAllowed,
  type Permission,
  rightOf,
  type Sitter,
} from '../../src-shared/contract/permissions.ts';
import { ask } from '../bridge/door.ts';
import { takeState, useTill } from './till.ts';

interface PeopleStore {
  /** Whether somebody else is about to take the till over. */
  readonly changing: boolean;
  /** Who sat here last. */
  readonly lastHere: number | null;
}

export const usePeople = create<PeopleStore>()(() => ({ changing: false, lastHere: null }));

/** A person to choose, and until when they have to wait, as `performance.now()` counts. */
export interface Somebody extends PersonToChoose {
  readonly waitsUntil: number;
}

/** What the till said about people, at the moment it said it. */
export function toChooseFrom(people: readonly PersonToChoose[]): Somebody[] {
  const now = performance.now();
  return people.map((person) => ({ ...person, waitsUntil: now + person.wait * 1000 }));
}

/** Who may sign in; null where the till did not say. */
export async function peopleToChoose(): Promise<readonly PersonToChoose[] | null> {
  const answer = await ask('people.choose', {});
  return answer.ok ? answer.value : null;
}

/** Opens the till for somebody, in the place of whoever sat there. Answers why not, if not. */
export async function signIn(who: Approval): Promise<Failure | null> {
  const answer = await ask('people.signIn', who);
  if (!answer.ok) return answer.error;
  usePeople.setState({ changing: false, lastHere: who.operatorId });
  await takeState(answer.value);
  return null;
}

/** Digits typed before the people could be shown. */
let early = '';
/** Who takes digits once there are people, until the cursor is where they belong. */
let takeDigit: ((digit: string) => void) | null = null;

function isInDialog(place: Element | null): boolean {
  return place instanceof HTMLInputElement && place.closest('dialog, [role="dialog"]') !== null;
}

/** Nobody waits for a dialog: what is typed before it is there belongs to it, and not to the sale. */
function holdKey(event: KeyboardEvent): void {
  if (takeDigit && isInDialog(document.activeElement)) {
    releaseKeys();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.key === 'Escape') return;
  if (/^\d$/u.test(event.key)) {
    if (takeDigit) takeDigit(event.key);
    else early += event.key;
  }
  event.preventDefault();
  event.stopPropagation();
}

/** From now on keys go where the cursor is. */
export function releaseKeys(): void {
  document.removeEventListener('keydown', holdKey, { capture: true });
  early = '';
  takeDigit = null;
}

/** The digits typed until now. Those to come go to `take` until the cursor is in the dialog. */
export function takeEarlyDigits(take: (digit: string) => void): string {
  const digits = early;
  early = '';
  takeDigit = take;
  return digits;
}

/** Lets somebody else take the till over, or stops it. */
export function changePerson(changing: boolean): void {
  const waiting = changing && !usePeople.getState().changing;
  usePeople.setState({ changing });
  releaseKeys();
  if (waiting) document.addEventListener('keydown', holdKey, { capture: true });
}

function useSitter(): Sitter {
  return useTill(({ till }) => till?.operator?.role ?? 'nobody');
}

/** Whether whoever is at the till may do something without being approved of. */
export function useMay(permission: Permission): boolean {
  return isAllowed(useSitter(), permission);
}

/** Whether they may do it at all, be it with somebody who approves. The till decides anyway. */
export function useMayAsk(permission: Permission): boolean {
  return rightOf(useSitter(), permission) !== null;
}
