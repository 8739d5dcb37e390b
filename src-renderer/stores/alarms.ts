import { create } from 'zustand';
import type { Alarm, AlarmList, Standing } from '../../src-shared/contract/alarm-shapes.ts';
import type { Answer, Failure } from '../../src-shared/contract/failure.ts';
import { ask, door } from '../bridge/door.ts';
import { goToModule, openLicence } from './module-part.ts';
import { goToSettings } from './settings-part.ts';
import { goToShift } from './shift.ts';
import { go, useTill } from './till.ts';

interface AlarmStore {
  /** The most urgent first. Empty until the till has been asked. */
  readonly alarms: readonly Alarm[];
  /** How the deposit and the backups stand; null until the till has been asked. */
  readonly standing: Standing | null;
  /** The rest of what the till said when it was asked last; null before. */
  readonly list: AlarmList | null;
}

export const useAlarms = create<AlarmStore>()(() => ({
  alarms: [],
  standing: null,
  list: null,
}));

const set = useAlarms.setState;

function isTraining(): boolean | undefined {
  return useTill.getState().till?.training;
}

/** Asks for everything about alarms; answers why not, if not. */
export async function refreshAlarms(): Promise<Failure | null> {
  return take(isTraining(), await ask('alarms.list', {}));
}

/** Puts an alarm off for a day; answers why not, if not. */
export async function snoozeAlarm(id: string, reason: string): Promise<Failure | null> {
  return take(isTraining(), await ask('alarms.snooze', { id, reason }));
}

export async function saveThresholds(thresholds: AlarmList['thresholds']): Promise<Failure | null> {
  return take(isTraining(), await ask('alarms.saveThresholds', thresholds));
}

function take(askedInTraining: boolean | undefined, answer: Answer<AlarmList>): Failure | null {
  if (!answer.ok) return answer.error;
  // An answer that comes after a switch is about the shop that was left.
  if (askedInTraining === isTraining()) {
    const { alarms, standing } = answer.value;
    set({ alarms, standing, list: answer.value });
  }
  return null;
}

/** Shows what puts an alarm right. */
export function goToAlarm({ part }: Pick<Alarm, 'part'>): void {
  // Straight into the window a licence is pasted into.
  if (part === 'licence') openLicence();
  else goToPart(part);
}

/** Shows the part of a screen that alarms lead to. */
export function goToPart(part: Alarm['part']): void {
  if (part === 'deposit') goToShift('deposit');
  else if (part === 'backup') goToSettings('backup');
  else if (part === 'slips') go('sales');
  else goToModule(part);
}

/**
 * Keeps up with the alarms. They are first asked for when the screen has nothing else to do: the first
 * frame waits for no alarm. Answers the function that stops it.
 */
export function followAlarms(): () => void {
  let waiting = 0;
  const askSoon = () => {
    cancelIdleCallback(waiting);
    waiting = requestIdleCallback(() => void refreshAlarms());
  };
  const stopEvents = door.onEvent((event) => {
    if (event.name === 'alarms') set({ alarms: event.value });
    if (event.name === 'standing') set({ standing: event.value });
  });
  const stopTill = useTill.subscribe((now, before) => {
    if (now.till?.training !== before.till?.training)
      set({ alarms: [], standing: null, list: null });
    // Another shop, another language, or a connection that was lost.
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
