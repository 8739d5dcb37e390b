import { setImmediate } from 'node:timers/promises';
import type { AuditEntry } from '../../src-shared/contract/audit-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Audit, AuditRecord } from '../ledger/audit.ts';
import type { Messages } from '../messages.ts';

/** Rows read at once: a few milliseconds, in which no sale is served. */
const AT_ONCE = 1000;
/** How long one question is looked into before what was found is answered, in milliseconds. */
const LONGEST_MS = 500;

export interface AuditDeskParts {
  readonly audit: Audit;
  readonly messages: () => Messages;
}

/** Reads the audit trail to people: what was done, in the shop's language. */
export class AuditDesk {
  readonly #parts: AuditDeskParts;

  constructor(parts: AuditDeskParts) {
    this.#parts = parts;
  }

  /** A page of the trail, the latest first, read beside the selling. */
  async list({
    text,
    before,
    limit,
  }: Parsed<'audit.list'>): Promise<{ entries: AuditEntry[]; next: number | null }> {
    const words = wordsOf(text);
    const entries: AuditEntry[] = [];
    const began = performance.now();
    let at = before ?? Number.MAX_SAFE_INTEGER;
    while (at > 1) {
      const rows = this.#parts.audit.page(at, words.length === 0 ? limit : AT_ONCE);
      for (const row of rows) {
        const entry = this.#entry(row);
        at = row.sequence;
        if (!words.every((word) => isAbout(entry, word))) continue;
        entries.push(entry);
        if (entries.length === limit) return { entries, next: at > 1 ? at : null };
      }
      if (rows.length === 0) break;
      if (performance.now() - began > LONGEST_MS) return { entries, next: at > 1 ? at : null };
      await setImmediate();
    }
    return { entries, next: null };
  }

  #entry(row: AuditRecord): AuditEntry {
    return {
      sequence: row.sequence,
      at: new Date(row.at).toISOString(),
      operatorName: row.operatorName,
      approvedBy: row.approverName,
      what: row.what,
      sentence: this.#sentence(row),
      facts: row.facts,
      hash: row.hash.toString('hex'),
    };
  }

  /** What a later version wrote has no sentence here: its name stands for it. */
  #sentence({ what, facts }: AuditRecord): string {
    const messages = this.#parts.messages();
    const key = `audit.${what}`;
    const sentence = messages.t(key, factsOf(facts));
    return sentence === key ? what : sentence;
  }
}

/** As they stand in the ledger. What is no object has nothing to fill a sentence with. */
function factsOf(facts: string): Readonly<Record<string, unknown>> {
  const read: unknown = JSON.parse(facts);
  return typeof read === 'object' && read !== null ? { ...read } : {};
}

function wordsOf(text: string): string[] {
  return text
    .toLocaleLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
}

function isAbout(entry: AuditEntry, word: string): boolean {
  const { sequence, what, sentence, facts, operatorName, approvedBy } = entry;
  return [String(sequence), what, sentence, facts, operatorName ?? '', approvedBy ?? ''].some(
    (text) => text.toLocaleLowerCase().includes(word),
  );
}
