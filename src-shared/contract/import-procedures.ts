import { z } from 'zod';
import {
  fileFormat,
  filePart,
  importChoice,
  importId,
  importLook,
  importOutcome,
  importRow,
  LARGEST_FILE,
  PIECE,
  rowKind,
} from './import-shapes.ts';
import { acts, asks } from './procedure.ts';
import { id } from './shapes.ts';

const nothing = z.strictObject({});
/** Characters of base64 for a piece. */
const LARGEST_TEXT = Math.ceil(PIECE / 3) * 4;

/** Meters and customers from files, and into files: PrismVend's and plain ones. */
export const importProcedures = {
  /** A file is about to come; one that came before is forgotten. Nothing is kept of it until `imports.do`. */
  'imports.begin': asks(
    'sell',
    z.strictObject({
      fileName: z.string().trim().min(1).max(200),
      bytes: z.int().min(0).max(LARGEST_FILE),
    }),
    z.object({ importId }),
  ),
  /** The next piece of it, `at` so many bytes from its beginning. */
  'imports.add': asks(
    'sell',
    z.strictObject({
      importId,
      at: z.int().min(0).max(LARGEST_FILE),
      base64: z.string().max(LARGEST_TEXT),
    }),
    nothing,
  ),
  /** Reads it and compares it with the ledger, row by row; the event `import` tells how far it is. */
  'imports.look': asks('sell', importChoice, importLook),
  /** The rows as they were found, or those of one kind. */
  'imports.rows': asks(
    'sell',
    z.strictObject({
      importId,
      kind: rowKind.nullable(),
      from: z.int().min(0),
      limit: z.int().min(1).max(200),
    }),
    z.object({ rows: z.array(importRow), more: z.boolean() }),
  ),
  /** Takes the good rows over, all in one commit or none; the wrong ones are left out. */
  'imports.do': acts('manage-customers', importChoice, importOutcome),
  /** The file again with its result column filled: all rows, or the wrong ones only. */
  'imports.file': asks(
    'sell',
    z.strictObject({ importId, wrongOnly: z.boolean(), from: z.int().min(0) }),
    filePart,
  ),
  /** All meters with their customers, from the one after `after`. */
  'customers.export': asks(
    'export-customers',
    z.strictObject({ format: fileFormat, after: id.nullable() }),
    filePart,
  ),
} as const;
