import { create } from 'zustand';
import type { Failure } from '../../src-shared/contract/failure.ts';

export type Notice =
  | { readonly id: number; readonly kind: 'done'; readonly text: string }
  | { readonly id: number; readonly kind: 'failure'; readonly failure: Failure };

/** Long enough to read a sentence twice. A failure stays until it is closed. */
const DONE_MS = 6000;

export const useNotices = create<{ readonly notices: readonly Notice[] }>()(() => ({
  notices: [],
}));

let nextId = 1;

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

export function tellDone(text: string): void {
  const id = nextId++;
  useNotices.setState(({ notices }) => ({ notices: [...notices, { id, kind: 'done', text }] }));
  setTimeout(() => dismiss(id), DONE_MS);
}

export function tellFailure(failure: Failure): void {
  const id = nextId++;
  // The same failure again takes the place of the first.
  useNotices.setState(({ notices }) => ({
    notices: [
      ...notices.filter((one) => one.kind !== 'failure' || one.failure.code !== failure.code),
      { id, kind: 'failure', failure },
    ],
  }));
}
