import { create } from 'zustand';
import type { BackupState } from '../../src-shared/contract/backup-shapes.ts';
import type { Answer, Failure } from '../../src-shared/contract/failure.ts';
import { ask, door } from '../bridge/door.ts';
import { askApproved } from './approval.ts';
import { refreshTill, useTill } from './till.ts';

/** How the backups stand; null until the till has been asked. */
export const useBackup = create<{ readonly state: BackupState | null }>()(() => ({ state: null }));

function isTraining(): boolean | undefined {
  return useTill.getState().till?.training;
}

function take(askedInTraining: boolean | undefined, answer: Answer<BackupState>): Failure | null {
  if (!answer.ok) return answer.error;
  // An answer that comes after a switch is about the shop that was left.
  if (askedInTraining === isTraining()) useBackup.setState({ state: answer.value });
  return null;
}

export async function refreshBackup(): Promise<Failure | null> {
  return take(isTraining(), await ask('backup.state', {}));
}

/** @param passphrase null leaves it as it is; '' switches encryption off */
export async function saveBackup(
  folder: string | null,
  passphrase: string | null,
): Promise<Failure | null> {
  return take(isTraining(), await askApproved('backup.save', { folder, passphrase }));
}

/** Makes a copy. Why it could not is in the state; what is answered is why it was not even tried. */
export async function backUpNow(): Promise<Failure | null> {
  return take(isTraining(), await askApproved('backup.now', {}));
}

/** Writes the shop into a file for another computer. */
export async function moveShop(
  folder: string,
  passphrase: string,
): Promise<Answer<{ file: string }>> {
  const answer = await askApproved('move.export', { folder, passphrase });
  if (answer.ok) await refreshTill();
  return answer;
}

/** Keeps up with the backups while they are on the screen. Answers the function that stops it. */
export function followBackup(): () => void {
  const stopEvents = door.onEvent((event) => {
    if (event.name === 'backup') useBackup.setState({ state: event.value });
  });
  const stopTill = useTill.subscribe((now, before) => {
    if (now.till?.training === before.till?.training) return;
    useBackup.setState({ state: null });
    if (now.till?.stage === 'open') void refreshBackup();
  });
  return () => {
    stopEvents();
    stopTill();
  };
}
