import { create } from 'zustand';
import type { VerifyResult } from '../../src-shared/contract/audit-shapes.ts';
import type { TillEvents } from '../../src-shared/contract/events.ts';
import type { Failure } from '../../src-shared/contract/failure.ts';
import { ask, door } from '../bridge/door.ts';

interface CheckStore {
  readonly running: boolean;
  /** How far it is; null before it is known. */
  readonly progress: TillEvents['verify'] | null;
  readonly result: VerifyResult | null;
  readonly failure: Failure | null;
}

const unchecked: CheckStore = { running: false, progress: null, result: null, failure: null };

/** The check of the ledger. It goes on while other screens are visited. */
export const useCheck = create<CheckStore>()(() => unchecked);

/** Has the whole ledger checked, once at a time. */
export async function checkLedger(): Promise<void> {
  if (useCheck.getState().running) return;
  useCheck.setState({ ...unchecked, running: true });
  const stop = door.onEvent((event) => {
    if (event.name === 'verify') useCheck.setState({ progress: event.value });
  });
  const answer = await ask('audit.verify', {});
  stop();
  useCheck.setState(
    answer.ok ? { ...unchecked, result: answer.value } : { ...unchecked, failure: answer.error },
  );
}
