import { hash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type {
  ImportLook,
  ImportOutcome,
  ImportRow,
  RowKind,
} from '../../../src-shared/contract/import-shapes.ts';
import type { Parsed } from '../../../src-shared/contract/procedures.ts';
import type { Clock } from '../../clock.ts';
import { languageCodes } from '../../languages.ts';
import type { Actor } from '../../ledger/audit.ts';
import type { Books } from '../../ledger/books.ts';
import { recorded } from '../../ledger/recorded.ts';
import { StagedMeters } from '../../ledger/staged-meters.ts';
import type { Messages } from '../../messages.ts';
import { Refusal } from '../../refusal.ts';
import { explainField } from '../../vending/find.ts';
import type { Field } from './columns.ts';
import { columnName, type Head, readHead, readRows, writeRows } from './csv-file.ts';
import { type ChangedField, type Plan, Planner } from './plan.ts';
import { readRow } from './row-reader.ts';
import { type FileText, textOfFile } from './text-of-file.ts';

/** Rows looked at between two chances for a sale: a few milliseconds. */
const AT_ONCE = 100;
/** Rows of a part of a file that is given back: some hundred kilobytes. */
const ROWS_OF_A_PART = 2000;
/** Meters staged between two chances for a sale: a few milliseconds. */
const STAGED_AT_ONCE = 500;
/** Meters put into the search between two chances for a sale. */
const INDEXED_AT_ONCE = 50;

/** A row, and what is to become of it. */
type Looked = Plan & {
  readonly line: number;
  readonly cells: readonly string[];
  readonly changes?: readonly ChangedField[];
};

/** A file that is being taken in. */
interface Import {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  received: number;
  file: FileText | null;
  head: Head | null;
  rows: readonly Looked[];
  needsTariff: boolean;
  /** It was taken over: what stands in the result column was done. */
  done: boolean;
}

export interface ImportDeskParts {
  readonly books: Books;
  readonly clock: Clock;
  readonly messages: () => Messages;
  readonly onProgress: (importId: string, done: number, of: number) => void;
  readonly onUnexpected: (what: string, error: unknown) => void;
}

/**
 * Takes meters and customers out of files. The rows are read, compared and staged beside the selling; those
 * that are good come into the ledger in one commit, and into the search after it, bit by bit.
 */
export class ImportDesk {
  readonly #parts: ImportDeskParts;
  #import: Import | null = null;
  /** One looks, or writes, at a time: the second waits for the first. */
  #turn: Promise<unknown> = Promise.resolve();
  #staged: StagedMeters | null = null;
  #closed = false;
  #indexing: Promise<void>;

  constructor(parts: ImportDeskParts) {
    this.#parts = parts;
    // What was not put into the search when the till was closed.
    this.#indexing = this.#index();
  }

  begin({ fileName, bytes }: Parsed<'imports.begin'>): { importId: string } {
    const id = randomUUID();
    this.#import = {
      ...{ id, fileName, bytes: new Uint8Array(bytes), received: 0 },
      ...{ file: null, head: null, rows: [], needsTariff: false, done: false },
    };
    return { importId: id };
  }

  /** @throws Refusal `import.gone`, `import.cut-off` where a piece does not follow the one before */
  add({ importId, at, base64 }: Parsed<'imports.add'>): void {
    const here = this.#of(importId);
    const piece = Buffer.from(base64, 'base64');
    if (at !== here.received || at + piece.length > here.bytes.length) {
      throw new Refusal('import.cut-off');
    }
    here.bytes.set(piece, at);
    here.received += piece.length;
  }

  /** @throws Refusal `import.gone`, `import.cut-off`, `import.no-columns`, `import.done-already` */
  look(input: Parsed<'imports.look'>): Promise<ImportLook> {
    return this.#inTurn(() => this.#look(input));
  }

  rows({ importId, kind, from, limit }: Parsed<'imports.rows'>) {
    const here = this.#of(importId);
    const all = kind === null ? here.rows : here.rows.filter((row) => row.kind === kind);
    const rows = all.slice(from, from + limit).map((row) => this.#shown(row, here));
    return { rows, more: all.length > from + limit };
  }

  /** @throws Refusal as {@link look} does, and `import.nothing-to-do`, `import.ledger-changed` */
  take(input: Parsed<'imports.do'>, actor: Actor): Promise<ImportOutcome> {
    return this.#inTurn(() => this.#take(input, actor));
  }

  /** The file with its result column filled, from a row on. */
  file({ importId, wrongOnly, from }: Parsed<'imports.file'>) {
    const here = this.#of(importId);
    if (!here.head) throw new Refusal('import.gone');
    const { head } = here;
    const all = wrongOnly ? here.rows.filter(({ kind }) => kind === 'wrong') : here.rows;
    const part = all.slice(from, from + ROWS_OF_A_PART);
    const column = head.at.get('result') ?? head.cells.length;
    const filled = (cells: readonly string[], text: string) =>
      Array.from({ length: Math.max(cells.length, column + 1) }, (_, index) =>
        index === column ? text : (cells[index] ?? ''),
      );
    const lines = part.map((row) => filled(row.cells, this.#result(row, here)));
    const first = from === 0 ? [filled(head.cells, head.cells[column] ?? 'result')] : [];
    const next = from + part.length;
    return {
      text: `${from === 0 ? '\ufeff' : ''}${writeRows([...first, ...lines], head.separator)}`,
      next: next < all.length ? next : null,
    };
  }

  /** Resolves when nothing is being written to the ledger any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#turn, this.#indexing]);
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #take(input: Parsed<'imports.do'>, actor: Actor): Promise<ImportOutcome> {
    await this.#look(input);
    const here = this.#of(input.importId);
    const writes = here.rows.flatMap((row) => (row.kind === 'wrong' ? [] : (row.write ?? [])));
    if (writes.length === 0) throw new Refusal('import.nothing-to-do');
    const counts = countsOf(here.rows);
    const { books, clock } = this.#parts;
    const sha256 = hash('sha256', here.bytes, 'hex');
    this.#staged ??= new StagedMeters(books.ledger);
    const staged = this.#staged;
    try {
      for (let from = 0; from < writes.length; from += STAGED_AT_ONCE) {
        staged.stage(writes.slice(from, from + STAGED_AT_ONCE));
        await this.#pause(here);
      }
      const at = clock.now();
      recorded(
        books,
        { actor, at },
        () => staged.write(at),
        () => ({
          what: 'meter.imported',
          facts: { added: counts.new, changed: counts.changed, wrong: counts.wrong, sha256 },
        }),
      );
    } finally {
      staged.clear();
    }
    here.done = true;
    this.#indexing = this.#indexing.then(() => this.#index());
    return { importId: here.id, counts };
  }

  #of(importId: string): Import {
    if (this.#import?.id !== importId) throw new Refusal('import.gone');
    return this.#import;
  }

  async #look({ importId, tariffId }: Parsed<'imports.look'>): Promise<ImportLook> {
    const here = this.#of(importId);
    if (here.received < here.bytes.length) throw new Refusal('import.cut-off');
    if (here.done) throw new Refusal('import.done-already');
    here.file ??= textOfFile(here.bytes);
    here.head ??= readHead(here.file.text);
    const { file, head } = here;
    const { books, clock, onProgress } = this.#parts;
    const speaks = languageCodes();
    const tariffs = books.tariffs.all(clock.now());
    if (tariffId !== null && !tariffs.some(({ id }) => id === tariffId)) {
      throw new Refusal('tariff.unknown');
    }
    const planner = new Planner({ files: books.meterFiles, tariffs, tariffId, speaks });
    const name = (field: Field) => columnName(head, field);
    const rows: Looked[] = [];
    let line = 1;
    for (let cursor: number | null = head.cursor; cursor !== null; ) {
      const next = readRows(file.text, head, cursor, AT_ONCE);
      for (const { cells, broken } of next.rows) {
        line += 1;
        if (cells.every((cell) => cell.trim() === '')) continue;
        rows.push({ ...planRow(planner, head, name, { cells, broken }, line), line, cells });
      }
      cursor = next.cursor;
      onProgress(importId, cursor ?? file.text.length, file.text.length);
      await this.#pause(here);
    }
    here.rows = rows;
    here.needsTariff = planner.needsTariff;
    const { fileName } = here;
    const { format, separator } = head;
    return {
      ...{ importId, fileName, format, separator, encoding: file.encoding },
      counts: countsOf(rows),
      needsTariff: planner.needsTariff,
    };
  }

  /** Lets others have their turn. @throws Refusal `import.gone`: another file came, or the till is being closed */
  async #pause(here: Import): Promise<void> {
    await setImmediate();
    if (this.#closed || this.#import !== here) throw new Refusal('import.gone');
  }

  #shown(row: Looked, { head }: Import): ImportRow {
    const cell = (field: Field) => row.cells[head?.at.get(field) ?? -1] ?? '';
    return {
      line: row.line,
      kind: row.kind,
      meterNumber: cell('meterNumber').slice(0, 60),
      name: cell('name').slice(0, 80),
      about: this.#about(row, head),
    };
  }

  #about(row: Looked, head: Head | null): string {
    const messages = this.#parts.messages();
    const { t } = messages;
    if (row.kind === 'wrong') {
      const { problem } = row;
      return problem.code === 'field'
        ? explainField(messages, problem.error).message
        : t(`import.wrong.${problem.code}`, problem.detail);
    }
    if (!row.changes || !head) return '';
    return row.changes.map((field) => columnName(head, field)).join(', ');
  }

  #result(row: Looked, { head, done }: Import): string {
    const { t } = this.#parts.messages();
    if (row.kind === 'wrong') return this.#about(row, head);
    return t(done ? `import.done.${row.kind}` : `import.would.${row.kind}`);
  }

  /** Puts what waits for it into the search, bit by bit, beside the selling. */
  async #index(): Promise<void> {
    try {
      let more = true;
      while (more) {
        await setImmediate();
        if (this.#closed) return;
        more = this.#parts.books.meterFiles.indexSome(INDEXED_AT_ONCE);
      }
    } catch (error) {
      // They are found by number meanwhile; the next start tries again.
      this.#parts.onUnexpected('putting meters into the search', error);
    }
  }
}

function planRow(
  planner: Planner,
  head: Head,
  name: (field: Field) => string,
  { cells, broken }: { readonly cells: readonly string[]; readonly broken: boolean },
  line: number,
): ReturnType<Planner['plan']> {
  if (broken) return { kind: 'wrong', problem: { code: 'quotes', detail: {} } };
  const row = readRow(cells, head.at, name);
  return row.ok ? planner.plan(row.value, line) : { kind: 'wrong', problem: row.error };
}

function countsOf(rows: readonly Looked[]): Record<RowKind, number> {
  const counts = { new: 0, changed: 0, same: 0, wrong: 0 };
  for (const { kind } of rows) counts[kind] += 1;
  return counts;
}
