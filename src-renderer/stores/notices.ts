import { create } from 'zustand';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Told } from '../../src-shared/contract/shapes.ts';
import { ask } from '../bridge/door.ts';

export type Notice =
  | { readonly id: number; readonly kind: 'done'; readonly text: string }
  | { readonly id: number; readonly kind: 'failure'; readonly failure: Failure };

/** Long enough to read a sentence twice. A failure stays until it is closed. */
const DONE_MS = 6000;

interface NoticesStore {
  readonly notices: readonly Notice[];
  /** What became of sales that the till was busy with when it stopped. */
  readonly told: readonly Told[];
}

export const useNotices = create<NoticesStore>()(() => ({ notices: [], told: [] }));

let nextId = 1;

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** The same is said somewhere else. */
export function dismissFailure(code: string): void {
  useNotices.setState(({ notices }) => ({
    notices: notices.filter((one) => one.kind !== 'failure' || one.failure.code !== code),
  }));
}

/** Somebody has read what became of a sale: the till keeps that, for every screen. */
export function dismissTold(saleId: number): void {
  useNotices.setState(({ told }) => ({ told: told.filter((one) => one.saleId !== saleId) }));
  void ask('sale.seen', { saleId });
}

/** Stays until somebody takes it away. A later word about the same sale takes the place of the first. */
export function tellTold(last: Told): void {
  useNotices.setState(({ told }) => ({
    told: [...told.filter(({ saleId }) => saleId !== last.saleId), last],
  }));
}

/** All there is to be told, and no more: another screen may have shown some of it, or another shop. */
export function takeTold(told: readonly Told[]): void {
  useNotices.setState({ told });
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
