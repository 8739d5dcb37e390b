import { rm } from 'node:fs/promises';
import type { VerifyResult } from '../../src-shared/contract/audit-shapes.ts';
import { copyLedger } from '../ledger/copy.ts';
import type { Ledger } from '../ledger/open.ts';
import { isCheckedAtOpening } from '../ledger/soundness.ts';
import type { VerifyReport, VerifyRule } from '../ledger/verify/report.ts';
import type { Messages } from '../messages.ts';
import { systemAfter } from '../module/timers.ts';
import { Refusal } from '../refusal.ts';
import { verifyView } from './verify-view.ts';

export interface VerifyDeskParts {
  readonly ledger: Ledger;
  readonly messages: () => Messages;
  readonly onProgress: (done: number, of: number) => void;
  /** The file itself is not whole, or a row refers to nothing. */
  readonly onDamaged: (reason: string) => void;
  readonly onUnexpected: (what: string, error: unknown) => void;
}

/** The till has other things to do while it starts. */
const SOON_MS = 60_000;

/** What no till does and no person: the disk did, or another program. */
const DAMAGE: readonly VerifyRule[] = ['file.damaged', 'file.reference'];

/**
 * Checks the open ledger beside the selling: a copy of it is made next to it, checked in a process or
 * thread of its own, and removed.
 */
export class VerifyDesk {
  readonly #parts: VerifyDeskParts;
  readonly #closing = new AbortController();
  /** Two screens that ask at the same time get the same answer. */
  #running: Promise<VerifyReport> | null = null;
  #cancelCheck: (() => void) | null = null;

  constructor(parts: VerifyDeskParts) {
    this.#parts = parts;
  }

  /** @throws Refusal `verify.failed`, `verify.stopped` */
  async verify(): Promise<VerifyResult> {
    this.#running ??= this.#verify().finally(() => {
      this.#running = null;
    });
    return verifyView(await this.#running, this.#parts.messages());
  }

  /** Checks a ledger that there are doubts about, beside what else is done; a small one was checked as it was opened. */
  checkSoon(): void {
    if (this.#cancelCheck || isCheckedAtOpening(this.#parts.ledger)) return;
    this.#cancelCheck = systemAfter(SOON_MS, () => {
      this.#cancelCheck = null;
      this.verify().catch((error: unknown) => {
        if (this.#closing.signal.aborted) return;
        this.#parts.onUnexpected('checking the ledger', error);
      });
    });
  }

  /** Ends a check that is under way. */
  async close(): Promise<void> {
    this.#cancelCheck?.();
    this.#closing.abort(new Refusal('verify.stopped'));
    await this.#running?.catch(() => undefined);
  }

  async #verify(): Promise<VerifyReport> {
    const { ledger, onProgress, onDamaged } = this.#parts;
    const { signal } = this.#closing;
    const copy = `${ledger.name}.checking`;
    // What it is checked with is loaded when there is something to check.
    const { verifyBeside } = await import('../ledger/verify/beside.ts');
    try {
      signal.throwIfAborted();
      // One that a till left behind as it ended.
      await remove(copy);
      await copyLedger(ledger, copy, signal);
      const report = await verifyBeside(copy, { onProgress }, signal);
      const fault = report.problems.find(({ rule }) => DAMAGE.includes(rule));
      if (fault) onDamaged(String(fault.facts.reason ?? `${fault.table} ${fault.row}`));
      return report;
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      throw new Refusal('verify.failed', { reason }, { cause: error });
    } finally {
      await remove(copy).catch(() => undefined);
    }
  }
}

async function remove(file: string): Promise<void> {
  for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(file + suffix, { force: true });
}
