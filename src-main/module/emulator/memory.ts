import { z } from 'zod';
import { parseWireDate } from '../sts6/ptvd.ts';
import type { Profile } from './profile.ts';

/** How many events the log keeps. */
export const LONGEST_LOG = 100;

const uint32 = z.int().min(0).max(0xffff_ffff);
/** A day as CCYYMMDD, UTC. */
const day = z.string().refine((text) => parseWireDate(`${text}000000`) !== null);

const content = z.object({
  moduleId: z.string().regex(/^\d{8}$/),
  transactions: uint32,
  /** The last day of the latest licence; null while only what the profile gave is there. */
  expires: day.nullable().default(null),
  /** The last day without counting; null where no such licence was loaded. */
  unlimitedUntil: day.nullable().default(null),
  /** The numbers of the licences that were loaded. */
  licences: z.array(z.string().regex(/^[0-9A-F]{8}$/)).default([]),
  tampered: z.boolean().default(false),
  /** Loaded keys as they came, still wrapped: the payload of `SM?KL`. */
  keys: z.array(z.object({ register: uint32, payload: z.string() })).default([]),
  /** What keys with a limit have left. `key` says of which key and refresh period. */
  limits: z
    .array(z.object({ register: uint32, key: z.string(), unitsLeft: uint32, currencyLeft: uint32 }))
    .default([]),
  /** The latest events, oldest first, and how many there ever were. */
  log: z
    .array(z.string().regex(/^[\x20-\x7d]*$/))
    .max(LONGEST_LOG)
    .default([]),
  logged: z.int().min(0).default(0),
});

/** What a module remembers when its power is gone. Never changed in place. */
export type MemoryContent = z.infer<typeof content>;

/** The memory of a module that has just been made. */
export function freshMemory(profile: Profile): MemoryContent {
  return content.parse({ moduleId: profile.moduleId, transactions: profile.transactions });
}

/** Reads parsed JSON; null where it is no memory. `moduleId` stands in where an old file has none. */
export function parseMemory(json: unknown, moduleId: string): MemoryContent | null {
  if (typeof json !== 'object' || json === null) return null;
  const parsed = content.safeParse({ moduleId, ...json });
  return parsed.success ? parsed.data : null;
}
