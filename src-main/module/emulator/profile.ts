import { z } from 'zod';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { VENDING_KEY_BYTES, VendingKey } from './vending-key.ts';

/** A vending key with the attributes that the KMC loaded beside it. */
export interface KeyRegister {
  /** 1 to 255. */
  readonly register: number;
  readonly key: VendingKey;
  /** KEN, 0 to 255; 255 never expires. */
  readonly keyExpiryNumber: number;
  /** ACT. */
  readonly activeFrom: Date;
  /** IUT: the key must be refreshed by then. */
  readonly issuedUntil: Date;
  /** ULM: what the key may vend in a refresh period, in steps of 0.1 unit; 4294967295 has no end. */
  readonly unitLimit: number;
  /** CLM: the same for currency tokens. */
  readonly currencyLimit: number;
}

/** What an emulated module is and holds. It comes from a JSON file, see {@link parseProfile}. */
export interface Profile {
  /** Eight digits. */
  readonly moduleId: string;
  readonly firmwareId: string;
  /** The transaction counter a new module starts with. */
  readonly transactions: number;
  /** How far a TID may be from the clock, in minutes; null switches the check off. */
  readonly tidWindowMinutes: number | null;
  readonly registers: readonly KeyRegister[];
}

/** Why a profile was not accepted. The message never holds a value, because values may be keys. */
export interface ProfileError {
  /** Path of the field, e.g. `registers[0].vendingKey`; `profile` for the whole. */
  readonly field: string;
  /** What the field has to be, e.g. `must be 40 hex digits (20 bytes) for dkga 4`. */
  readonly message: string;
}

const UINT32_MAX = 0xffff_ffff;

function whole(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .number(message)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, message);
}

function text(pattern: RegExp, message: string) {
  return z.string(message).regex(pattern, message);
}

const time = z.iso
  .datetime({ error: 'must be a UTC time such as 2024-01-01T00:00:00Z' })
  .transform((value) => new Date(value));

const keyType = z.union([z.literal(1), z.literal(2), z.literal(3)], {
  error: 'must be 1 (VDDK), 2 (VUDK) or 3 (VCDK)',
});
const dkga = z.union([z.literal(2), z.literal(4)], { error: 'must be 2 or 4' });
const baseDate = z.union([z.literal(1993), z.literal(2014), z.literal(2035)], {
  error: 'must be 1993, 2014 or 2035',
});

const keyRegister = z
  .object(
    {
      register: whole(1, 255),
      vendingKey: z.string('must be hex digits'),
      supplyGroupCode: text(/^\d{6}$/, 'must be a text of 6 digits'),
      keyRevisionNumber: whole(1, 9),
      keyType,
      dkga,
      baseDate,
      keyExpiryNumber: whole(0, 255),
      activeFrom: time,
      issuedUntil: time,
      unitLimit: whole(0, UINT32_MAX),
      currencyLimit: whole(0, UINT32_MAX),
    },
    'must be an object',
  )
  .transform((value, context): KeyRegister => {
    const { vendingKey, keyExpiryNumber, activeFrom, issuedUntil, unitLimit, currencyLimit } =
      value;
    const bytes = VENDING_KEY_BYTES[value.dkga];
    if (vendingKey.length !== bytes * 2 || !/^[0-9a-fA-F]*$/.test(vendingKey)) {
      context.addIssue({
        code: 'custom',
        path: ['vendingKey'],
        message: `must be ${bytes * 2} hex digits (${bytes} bytes) for dkga ${value.dkga}`,
      });
      return z.NEVER;
    }
    const { supplyGroupCode, keyRevisionNumber } = value;
    const key = new VendingKey(
      {
        supplyGroupCode,
        keyRevisionNumber,
        keyType: value.keyType,
        dkga: value.dkga,
        baseDate: value.baseDate,
      },
      Buffer.from(vendingKey, 'hex'),
    );
    return {
      register: value.register,
      key,
      keyExpiryNumber,
      activeFrom,
      issuedUntil,
      unitLimit,
      currencyLimit,
    };
  })
  .refine((value) => value.issuedUntil > value.activeFrom, {
    path: ['issuedUntil'],
    error: 'must be after activeFrom',
  });

/** Reads one register from parsed JSON, as a profile has it; null where a field is not right. */
export function parseKeyRegister(json: unknown): KeyRegister | null {
  const parsed = keyRegister.safeParse(json);
  return parsed.success ? parsed.data : null;
}

const profile = z
  .object(
    {
      moduleId: text(/^\d{8}$/, 'must be a text of 8 digits'),
      firmwareId: text(/^[!-}]{1,32}$/, 'must be 1 to 32 printable characters without spaces'),
      transactions: whole(0, UINT32_MAX),
      // 0 would leave no way to tell "no window" from "no check" in the answer to SM?QD.
      tidWindowMinutes: z.union([z.null(), whole(1, UINT32_MAX)], {
        error: 'must be null (not checked) or a whole number of minutes, 1 or more',
      }),
      registers: z.array(keyRegister, 'must be a list'),
    },
    'must be an object',
  )
  .superRefine((value, context) => {
    const seen = new Set<number>();
    for (const [index, { register }] of value.registers.entries()) {
      if (seen.has(register)) {
        context.addIssue({
          code: 'custom',
          path: ['registers', index, 'register'],
          message: `must differ from the other registers, ${register} is taken`,
        });
      }
      seen.add(register);
    }
  });

/**
 * Reads a profile from parsed JSON. The error is the first one found: its field and what it has to be.
 * Unknown fields are left alone, so a profile may carry notes.
 */
export function parseProfile(json: unknown): Result<Profile, ProfileError> {
  const parsed = profile.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const [first] = parsed.error.issues;
  return fail({
    field: pathText(first?.path ?? []),
    message: first?.message ?? 'is not a profile',
  });
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'profile';
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
