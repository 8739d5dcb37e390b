import { create } from 'zustand';
import type { LicenceLoad } from '../../src-shared/contract/licence-shapes.ts';
import { ask, door } from '../bridge/door.ts';
import { i18n } from '../i18n/i18n.ts';
import { tellDone, tellFailure } from './notices.ts';
import { useTill } from './till.ts';

const LISTED = 50;

/** The licences loaded so far, the latest first; null until the till has been asked. */
export const useLicences = create<{ readonly loads: readonly LicenceLoad[] | null }>()(() => ({
  loads: null,
}));

export async function refreshLicences(): Promise<void> {
  const asked = useTill.getState().till?.training;
  const answer = await ask('licences.list', { limit: LISTED });
  // An answer that comes after a switch is about the shop that was left.
  const sameShop = useTill.getState().till?.training === asked;
  if (answer.ok && sameShop) useLicences.setState({ loads: answer.value });
}

/**
 * Tells, wherever one is, when it becomes known what had become of a licence, and forgets the licences
 * of a shop that is left. Answers the function that stops it.
 */
export function followLicences(): () => void {
  const stopEvents = door.onEvent((event) => {
    if (event.name === 'licence') tellSettled(event.value);
  });
  const stopTill = useTill.subscribe((now, before) => {
    if (now.till?.training === before.till?.training || !useLicences.getState().loads) return;
    useLicences.setState({ loads: null });
    // They may be on the screen: another one may have switched.
    if (now.till?.stage === 'open') void refreshLicences();
  });
  return () => {
    stopEvents();
    stopTill();
  };
}

function tellSettled({ at, state, problem }: LicenceLoad): void {
  const when = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(at));
  if (state === 'loaded') tellDone(i18n.t('licence.settled-loaded', { when }));
  else if (problem) {
    tellFailure({ ...problem, message: i18n.t('licence.settled-refused', { when }) });
  }
  void refreshLicences();
}
