import { open } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { language } from '../../src-shared/contract/shapes.ts';
import { isBaseDate, tidTime } from '../../src-shared/sts/token-identifier.ts';
import { type AuditHead, NO_AUDIT } from './audit.ts';
import { type Ledger, nativeBinding } from './open.ts';
import { Settings } from './settings.ts';
import { openToRead, type ReadLedger } from './verify/open-to-read.ts';

/* Copies of a ledger: made beside the selling, opened and read wherever they come from. */

/** Where a ledger was when it was copied: the copy has to be there as well. */
export interface LedgerPoint {
  /** How many sales there are, and so the id of the last one. */
  readonly sales: number;
  readonly audit: AuditHead;
}

/** What a copy says about itself. */
export interface CopyNote {
  readonly at: Date;
  readonly training: boolean;
}

/** What can be known of a ledger that is not open. */
export interface CopyFacts {
  readonly sales: number;
  /** Null where it was never set up. */
  readonly shopName: string | null;
  readonly language: z.infer<typeof language> | null;
  readonly lastSaleAt: Date | null;
  /** Null where it is no copy that a till made. */
  readonly note: CopyNote | null;
}

/** Pages copied at a time, at first and at least: 128 KB. */
const FEWEST_PAGES = 32;
const MOST_PAGES = 1024;
/** No longer than this is spent on one slice, in milliseconds; sales go on in between. */
const SLICE_MS = 0.4;
/** The copy is brought to the disk as it grows, or the end of it would be one long wait. Pages. */
const PAGES_TO_SYNC = 2048;

/**
 * Copies an open ledger to a new file while it is written to. Answers where it was at the last moment
 * of the copy. What is aborted or fails leaves no file.
 *
 * @throws SqliteError `SQLITE_FULL` and the like; the signal's reason
 */
export async function copyLedger(
  ledger: Ledger,
  file: string,
  signal: AbortSignal,
): Promise<LedgerPoint> {
  let pages = FEWEST_PAGES;
  let before = performance.now();
  let done = 0;
  let synced = 0;
  let syncing: Promise<void> | null = null;
  await ledger.backup(file, {
    progress: ({ totalPages, remainingPages }) => {
      signal.throwIfAborted();
      const now = performance.now();
      // From slice to slice, with what the till did in between: a busy till gets smaller ones.
      const fast = now - before < SLICE_MS;
      pages = Math.min(MOST_PAGES, Math.max(FEWEST_PAGES, fast ? pages * 2 : pages >> 1));
      before = now;
      done = totalPages - remainingPages;
      if (!syncing && done - synced >= PAGES_TO_SYNC) {
        synced = done;
        syncing = bringToDisk(file).finally(() => {
          syncing = null;
        });
      }
      return pages;
    },
  });
  // Nothing ran since the last slice: this is what the copy holds.
  const point = pointOf(ledger);
  await syncing;
  return point;
}

/** Failing is left to the copying itself. */
async function bringToDisk(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    await handle.datasync().finally(() => handle.close());
  } catch {
    // The copy's own commit waits for the disk as well, and tells of it.
  }
}

function pointOf(ledger: Ledger): LedgerPoint {
  const audit = ledger
    .prepare<[], AuditHead>(
      'SELECT sequence, lower(hex(hash)) AS hash FROM audit ORDER BY sequence DESC LIMIT 1',
    )
    .get();
  return { sales: lastSale(ledger), audit: audit ?? NO_AUDIT };
}

/**
 * Makes one file of a fresh copy that any computer can read: without a WAL, with a note of when and of
 * what it was made. A draft is not brought to the disk: what is made of it is.
 */
export function finishCopy(file: string, note: CopyNote): void {
  const copy = new Database(file, { fileMustExist: true, ...nativeBinding() });
  try {
    copy.pragma('synchronous = OFF');
    copy.pragma('journal_mode = DELETE');
    copy
      .prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('copy', ?)")
      .run(JSON.stringify({ at: note.at.toISOString(), training: note.training }));
  } finally {
    copy.close();
  }
}

const kept = z.object({ at: z.iso.datetime(), training: z.boolean() });
const shopKept = z.object({ name: z.string(), language });

/** A ledger that is only read: a copy, or what is left of a ledger. */
export class ClosedLedger implements SaleList {
  readonly #read: ReadLedger;

  private constructor(read: ReadLedger) {
    this.#read = read;
  }

  /** @throws Refusal `ledger.from-the-future`, `ledger.in-use`, `ledger.unreadable` */
  static open(file: string): ClosedLedger {
    return new ClosedLedger(openToRead(file));
  }

  /** @throws SqliteError where it is damaged */
  facts(): CopyFacts {
    const { ledger } = this.#read;
    const shop = this.#setting('shop', shopKept);
    const note = this.#setting('copy', kept);
    const last = ledger
      .prepare<[], { at: number }>('SELECT opened_at AS at FROM sale ORDER BY id DESC LIMIT 1')
      .get();
    return {
      shopName: shop?.name ?? null,
      language: shop?.language ?? null,
      sales: lastSale(ledger),
      lastSaleAt: last ? new Date(last.at) : null,
      note: note && { at: new Date(note.at), training: note.training },
    };
  }

  get sales(): number {
    return lastSale(this.#read.ledger);
  }

  requestOf(saleId: number): string | null {
    return requestOf(this.#read.ledger, saleId);
  }

  /** The latest minute that a token of it stands for, or may stand for; null where there is none. */
  latestTid(): Date | null {
    return latestTid(this.#read.ledger);
  }

  close(): void {
    this.#read.close();
  }

  #setting<Value>(name: string, schema: z.ZodType<Value>): Value | null {
    const row = this.#read.ledger
      .prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?')
      .get(name);
    return row ? (schema.safeParse(JSON.parse(row.value)).data ?? null) : null;
  }
}

/** The sales of a ledger, to compare it with another. */
export interface SaleList {
  readonly sales: number;
  /** What a sale was asked for under: the same in two ledgers means the same sale. */
  requestOf(saleId: number): string | null;
  latestTid(): Date | null;
}

/** The sales of an open ledger. */
export function saleList(ledger: Ledger): SaleList {
  return {
    sales: lastSale(ledger),
    requestOf: (saleId) => requestOf(ledger, saleId),
    latestTid: () => latestTid(ledger),
  };
}

/**
 * How many sales two ledgers have in common: sales are only ever added, so two copies of one ledger are
 * the same up to some sale and differ from there on.
 */
export function salesInCommon(one: SaleList, other: SaleList): number {
  const isCommon = (id: number) => {
    const request = one.requestOf(id);
    return request !== null && request === other.requestOf(id);
  };
  let common = 0;
  let beyond = Math.min(one.sales, other.sales) + 1;
  while (beyond - common > 1) {
    const middle = (common + beyond) >> 1;
    if (isCommon(middle)) common = middle;
    else beyond = middle;
  }
  return common;
}

/** Sales are never deleted, so the last one's id is how many there are. */
function lastSale(ledger: Ledger): number {
  return ledger.prepare<[], number>('SELECT coalesce(max(id), 0) FROM sale').pluck().get() ?? 0;
}

function requestOf(ledger: Ledger, saleId: number): string | null {
  return (
    ledger
      .prepare<[number], string>('SELECT request_id FROM sale WHERE id = ?')
      .pluck()
      .get(saleId) ?? null
  );
}

/** What was given, and what was left free when it was restored because it may have been given. */
function latestTid(ledger: Ledger): Date | null {
  const rows = ledger
    .prepare<[], { baseDate: number; tid: number }>(
      `SELECT base_date AS baseDate, max(tid) AS tid FROM sale WHERE tid IS NOT NULL
       GROUP BY base_date`,
    )
    .all();
  const times = rows.flatMap(({ baseDate, tid }) =>
    isBaseDate(baseDate) ? [tidTime(tid, baseDate).getTime()] : [],
  );
  const leftFree = new Settings(ledger).tidsAfter();
  if (leftFree) times.push(leftFree.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}
