import { z } from 'zod';
import { digest } from './licence-shapes.ts';
import { failureShape, id, instant, keyRegister, moduleStatus } from './shapes.ts';

/* Key files: vending keys from a key management centre, wrapped for one module. */

/** A key of a file by its attributes, as the module's registers are shown. */
const keyOfFile = keyRegister.extend({
  /** What loading it does to the register it goes into. */
  effect: z.enum(['new', 'refresh', 'replace']),
});
export type KeyOfFile = z.infer<typeof keyOfFile>;

/** What was recognised in a key file, before anything is sent. */
export const keyFileReading = z.object({
  digest,
  /** The module it was made for; null where the file does not say. */
  moduleId: z.string().nullable(),
  connectedModuleId: z.string().nullable(),
  keys: z.array(keyOfFile),
  /** Why the module would refuse it, as far as that can be seen from here. */
  problem: failureShape.nullable(),
});
export type KeyFileReading = z.infer<typeof keyFileReading>;

/** `skipped`: the loading had stopped before it. */
const keyResult = z.enum(['loaded', 'refused', 'unknown', 'skipped']);

export const keyLoadOutcome = z.object({
  /** In the order of the file. */
  keys: z.array(keyOfFile.extend({ result: keyResult, problem: failureShape.nullable() })),
  /** Why the loading stopped before its end; null where every key was tried. */
  stopped: failureShape.nullable(),
  /** The module as it is now. */
  module: moduleStatus,
});
export type KeyLoadOutcome = z.infer<typeof keyLoadOutcome>;

/** A line of the history of keys. */
export const keyLoad = z.object({
  id,
  at: instant,
  operatorName: z.string(),
  moduleId: z.string(),
  register: z.int(),
  supplyGroupCode: z.string().nullable(),
  keyRevisionNumber: z.int().nullable(),
  issuedUntil: instant.nullable(),
  result: keyResult,
  problem: failureShape.nullable(),
});
export type KeyLoad = z.infer<typeof keyLoad>;
