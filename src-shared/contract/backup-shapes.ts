import { z } from 'zod';
import { failureShape, instant } from './shapes.ts';

const count = z.int().min(0);
const folder = z.string().trim().min(1).max(1000);
/** Long enough that a stick that is found does not open; the file format is slow to guess at. */
export const passphrase = z.string().min(10).max(200);

export const backupSettings = z.strictObject({
  /** Where copies go, best on another disk or a stick; null for none yet. */
  folder: folder.nullable(),
  /** Null leaves the passphrase as it is; '' switches encryption off. */
  passphrase: z.union([passphrase, z.literal('')]).nullable(),
});

/** A copy in a backup folder. */
const backupFile = z.object({
  /** Its name, without the folder. */
  file: z.string(),
  at: instant,
  bytes: count,
  encrypted: z.boolean(),
});
export type BackupFile = z.infer<typeof backupFile>;

export const backupState = z.object({
  folder: z.string().nullable(),
  /** It is on the disk of the ledger itself, which takes both with it. */
  sameDisk: z.boolean(),
  encrypted: z.boolean(),
  running: z.boolean(),
  /** The last good one: made, opened and checked. */
  lastGood: z.object({ at: instant, file: z.string(), bytes: count, sales: count }).nullable(),
  /** Why the last attempt made none; null where it did. */
  problem: failureShape.nullable(),
  /** The latest first. */
  files: z.array(backupFile),
});
export type BackupState = z.infer<typeof backupState>;

/** What a copy holds, and what putting it in the place of this till's ledger would lose. */
export const restoreLook = z.object({
  file: z.string(),
  kind: z.enum(['backup', 'move']),
  encrypted: z.boolean(),
  /** Everything below is null until the passphrase of an encrypted one is right. */
  shopName: z.string().nullable(),
  training: z.boolean().nullable(),
  madeAt: instant.nullable(),
  sales: count.nullable(),
  lastSaleAt: instant.nullable(),
  /**
   * Sales of the ledger that is here now and not in the copy; null where there is none here, or where it
   * cannot be read.
   */
  salesLost: count.nullable(),
  /** What it holds has a fault: it was copied from a ledger that had it. Null until it was read whole. */
  inOrder: z.boolean().nullable(),
  /** What putting it here would do, in whole sentences; '' until its passphrase is right. */
  consequence: z.string(),
});
export type RestoreLook = z.infer<typeof restoreLook>;

/** A disk or stick beside the one the till is on. */
export const diskPlace = z.object({ folder: z.string(), freeBytes: count });
export type DiskPlace = z.infer<typeof diskPlace>;

export const backupPlace = z.strictObject({ folder });
export const restoreInput = z.strictObject({
  file: z.string().trim().min(1).max(2000),
  passphrase: z.string().min(1).max(200).nullable(),
});
