import { create } from 'zustand';
import type { LicenceLoad } from '../../src-shared/contract/licence-shapes.ts';
import { ask, door } from '../bridge/door.ts';
import { i18n } from '../i18n/i18n.ts';
import { tellDone } from './notices.ts';

const LISTED = 50;

/** The licences loaded so far, the latest first; null until the till has been asked. */
export const useLicences = create<{ readonly loads: readonly LicenceLoad[] | null }>()(() => ({
  loads: null,
}));

export async function refreshLicences(): Promise<void> {
  const answer = await ask('licences.list', { limit: LISTED });
  if (answer.ok) useLicences.setState({ loads: answer.value });
}

/** Tells, wherever one is, when it becomes known what had become of a licence. */
export function followLicences(): () => void {
  return door.onEvent((event) => {
    if (event.name !== 'licence') return;
    const when = new Intl.DateTimeFormat(i18n.language, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(new Date(event.value.at));
    const taken = event.value.state === 'loaded';
    tellDone(i18n.t(taken ? 'licence.settled-loaded' : 'licence.settled-refused', { when }));
    void refreshLicences();
  });
}
