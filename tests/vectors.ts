import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/*
 * The published test vectors live beside the project, not in it, and may be absent. Tests that need
 * them say so through `describeVectors`.
 */
const folder = new URL('../../shared/vectors/', import.meta.url);

const digits20 = z.string().regex(/^\d{20}$/);
/** Two digits of the year: 93, 14, 35. */
const shortBaseDate = z.union([z.literal(93), z.literal(14), z.literal(35)]);
const hex = z.string().regex(/^[0-9a-f]+$/i);

const key = {
  meterPan: z.string(),
  vendingKey: hex,
  keyType: z.int(),
  ea: z.union([z.literal(7), z.literal(11)]),
  dkga: z.int(),
};
const keyParameters = {
  baseDate: shortBaseDate,
  keyRevisionNumber: z.int(),
  tariffIndex: z.int(),
  supplyGroupCode: z.string(),
};

const files = {
  'ea11-tokens': z.object({
    tokens: z.array(
      z.object({
        name: z.string(),
        ...key,
        ...keyParameters,
        tokenClass: z.int(),
        subclass: z.int(),
        /** UTC. */
        issuedAt: z.string(),
        rnd: z.int(),
        /** Steps of 0.1, watts, or the raw register of a management token. */
        transferAmount: z.int(),
        /** The 16-bit field. */
        encodedAmount: z.int(),
        tid: z.int(),
        decoderKey: hex,
        token: digits20,
      }),
    ),
  }),
  'ea11-key-change': z.object({
    keyChange: z.array(
      z.object({
        name: z.string(),
        ...key,
        old: z.object(keyParameters),
        new: z.object({ ...keyParameters, keyExpiryNumber: z.int() }),
        rollover: z.int(),
        tokens: z.array(digits20),
      }),
    ),
  }),
  'class1-tokens': z.object({
    tokens: z.array(
      z.object({
        name: z.string(),
        tokenClass: z.int(),
        subclass: z.int(),
        control: hex,
        manufacturerCode: z.int(),
        token: digits20,
      }),
    ),
  }),
};

type Files = typeof files;
export type Vectors<Name extends keyof Files> = z.output<Files[Name]>;
export type TokenVector = Vectors<'ea11-tokens'>['tokens'][number];
export type KeyChangeVector = Vectors<'ea11-key-change'>['keyChange'][number];

/** The vectors of `../shared/vectors/<name>.json`, or null where that file is absent. */
export function loadVectors(name: 'ea11-tokens'): Vectors<'ea11-tokens'> | null;
export function loadVectors(name: 'ea11-key-change'): Vectors<'ea11-key-change'> | null;
export function loadVectors(name: 'class1-tokens'): Vectors<'class1-tokens'> | null;
export function loadVectors(name: keyof Files): Vectors<keyof Files> | null {
  const file = new URL(`${name}.json`, folder);
  if (!existsSync(file)) return null;
  return files[name].parse(JSON.parse(readFileSync(file, 'utf8')));
}
