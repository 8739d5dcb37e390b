import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A training shop and a real shop are two files: what is sold in one can never stand in the other. */
export type LedgerKind = 'training' | 'live';

const FILES: Readonly<Record<LedgerKind, string>> = {
  training: 'training.sqlite',
  live: 'shop.sqlite',
};
const choice = z.object({ ledger: z.enum(['training', 'live']) });

/** Which of a data folder's two ledgers the till opens. */
export class LedgerChoice {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  file(kind: LedgerKind): string {
    return join(this.#folder, FILES[kind]);
  }

  has(kind: LedgerKind): boolean {
    return existsSync(this.file(kind));
  }

  /** The one used last; failing that the one there is, the real shop first. Null where there is none. */
  current(): LedgerKind | null {
    const last = this.#last();
    if (last && this.has(last)) return last;
    if (this.has('live')) return 'live';
    return this.has('training') ? 'training' : null;
  }

  remember(kind: LedgerKind): void {
    if (this.#last() === kind) return;
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(this.#note, `${JSON.stringify({ ledger: kind })}\n`);
  }

  get #note(): string {
    return join(this.#folder, 'till.json');
  }

  #last(): LedgerKind | null {
    try {
      return choice.parse(JSON.parse(readFileSync(this.#note, 'utf8'))).ledger;
    } catch {
      // No note, or not ours: the files themselves decide.
      return null;
    }
  }
}
