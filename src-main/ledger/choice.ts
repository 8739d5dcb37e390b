import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Language, language } from '../../src-shared/contract/shapes.ts';

/** A training shop and a real shop are two files: what is sold in one can never stand in the other. */
export type LedgerKind = 'training' | 'live';

const FILES: Readonly<Record<LedgerKind, string>> = {
  training: 'training.sqlite',
  live: 'shop.sqlite',
};
const kind = z.enum(['training', 'live']);
/**
 * `ledger`: the one used last. `had`: each that was ever opened here; older tills did not note it.
 * `damaged`: those in which a fault was found. `language`: of the one used last, for when it cannot be read.
 */
const note = z.object({
  ledger: kind,
  had: z.array(kind).default([]),
  damaged: z.array(kind).default([]),
  language: language.nullable().default(null),
});
type Note = z.output<typeof note>;

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

  /** Whether there was one here that is gone: no reason to set a new shop up. */
  lacks(kind: LedgerKind): boolean {
    const last = this.#read();
    return !this.has(kind) && (last?.ledger === kind || (last?.had.includes(kind) ?? false));
  }

  /**
   * The one used last, whether its file is there or not; where none was, the one there is, the real shop
   * first. Null where there is none.
   */
  current(): LedgerKind | null {
    const last = this.#read();
    if (last) return last.ledger;
    if (this.has('live')) return 'live';
    return this.has('training') ? 'training' : null;
  }

  /** Whether a fault was found in it, so that it has to be looked at whole. */
  isSuspect(kind: LedgerKind): boolean {
    return this.#read()?.damaged.includes(kind) ?? false;
  }

  /** What the shop used last speaks; null where there was none. */
  language(): Language | null {
    return this.#read()?.language ?? null;
  }

  /** It was opened: it is the one used last, and sound. @throws the system's error where it cannot be noted */
  remember(kind: LedgerKind, language: Language | null = this.language()): void {
    const last = this.#read();
    const { had = [], damaged = [] } = last ?? {};
    const isNoted = last?.ledger === kind && last.language === language && !damaged.includes(kind);
    if (isNoted) return;
    this.#write({
      ledger: kind,
      had: [...new Set([...had, kind])],
      damaged: damaged.filter((each) => each !== kind),
      language,
    });
  }

  /** A fault was found in it. @throws as {@link remember} does */
  suspect(kind: LedgerKind): void {
    const { had = [], damaged = [], language = null } = this.#read() ?? {};
    this.#write({ ledger: kind, had, damaged: [...new Set([...damaged, kind])], language });
  }

  get #file(): string {
    return join(this.#folder, 'till.json');
  }

  /** Whole or not at all: a disk may be full. */
  #write(changed: Note): void {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(changed)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }

  #read(): Note | null {
    try {
      return note.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      // No note, or not ours: the files themselves decide.
      return null;
    }
  }
}
