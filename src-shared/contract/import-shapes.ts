import { z } from 'zod';
import { id } from './shapes.ts';

/** A file's bytes travel in pieces, so that no single question is too large for a shell. */
export const LARGEST_FILE = 64 * 1024 * 1024;
/** Bytes of a piece, before base64 makes them a third more. */
export const PIECE = 256 * 1024;

export const importId = z.uuid();
export const fileFormat = z.enum(['prismvend', 'plain']);
export type FileFormat = z.infer<typeof fileFormat>;

export const rowKind = z.enum(['new', 'changed', 'same', 'wrong']);
export type RowKind = z.infer<typeof rowKind>;

/** What is in a file of meters, compared with the ledger. */
export const importLook = z.object({
  importId,
  fileName: z.string(),
  format: fileFormat,
  encoding: z.enum(['utf-8', 'utf-16', 'windows-1252']),
  separator: z.enum([',', ';', '\t']),
  counts: z.record(rowKind, z.int().min(0)),
  /** Whether there are rows that take the tariff for new meters, as they name none. */
  needsTariff: z.boolean(),
});
export type ImportLook = z.infer<typeof importLook>;

export const importRow = z.object({
  /** Of the file, counted from 1, its head included. */
  line: z.int().min(1),
  kind: rowKind,
  meterNumber: z.string(),
  name: z.string(),
  /** Why it is wrong, or what changes by it; empty where there is nothing to say. */
  about: z.string(),
});
export type ImportRow = z.infer<typeof importRow>;

export const importOutcome = z.object({
  importId,
  counts: z.record(rowKind, z.int().min(0)),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

/** A part of a file that is given out. */
export const filePart = z.object({
  text: z.string(),
  /** From where it goes on; null at its end. */
  next: z.int().min(1).nullable(),
});

export const importChoice = z.strictObject({
  importId,
  /** For rows of new meters that name no tariff. */
  tariffId: id.nullable(),
});
