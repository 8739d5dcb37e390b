import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type KeyOrder, makeKeyFile } from './key-file-maker.ts';
import { NO_LIMIT } from './limits.ts';
import { type Flags, readFlags } from './maker-flags.ts';
import { readJsonFile, readProfile } from './profile-file.ts';
import { refuse } from './system-reason.ts';
import { type Dkga, VENDING_KEY_BYTES } from './vending-key.ts';

/** `npm run -s key-file`: prints a key file for an emulated module. */

const USAGE = `Usage: npm run -s key-file -- --module ID --register N --sgc SGC --krn N [options]
       npm run -s key-file -- --module ID --register N --profile FILE [options]

Prints a key file for an emulated module. No real module takes it. With --profile, all that is not said
comes from that register of the profile, the key itself too: that is how a key is refreshed.

  --module ID           the module it is for, eight digits
  --register N          the register to load, 1 to 255
  --sgc SGC             supply group code, six digits
  --krn N               key revision number, 1 to 9
  --key-type N          1 default, 2 unique (if nothing is said), 3 common
  --dkga N              2 or 4 (if nothing is said)
  --base-date YEAR      1993, 2014 (if nothing is said) or 2035
  --ken N               key expiry number, 0 to 255 (if nothing is said)
  --active-from DAY     e.g. 2024-01-01; today if nothing is said
  --issued-until DAY    the key must be refreshed by the end of this day; a year on if nothing is said
  --unit-limit N        steps of 0.1 unit per refresh period
  --currency-limit N    the same for currency tokens
  --key HEX             the vending key, 16 hex digits for DKGA 2, 40 for DKGA 4; drawn if nothing is said
  --profile FILE        a profile of the emulator to take the rest from
  --help                this text`;

const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;
const YEAR_MS = 365 * DAY_MS;

const rawProfile = z.object({
  registers: z.array(z.object({ register: z.number(), vendingKey: z.string() })),
});

/** Where the key comes from that is not said anew. */
type Base = Omit<KeyOrder, 'vendingKey'> & { readonly vendingKey: string };

const FLAGS = [
  ...['module', 'register', 'profile', 'key', 'sgc', 'krn', 'key-type', 'dkga', 'base-date', 'ken'],
  ...['active-from', 'issued-until', 'unit-limit', 'currency-limit'],
];

function read(flags: Flags): string {
  if (flags.has('help')) return USAGE;
  const moduleId = flags.need('module', flags.text('module', /^\d{8}$/, 'eight digits'));
  const register = flags.need('register', flags.number('register', 1, 255));
  const path = flags.text('profile', /./, 'a file');
  const base = path === undefined ? null : registerOf(flags, path, register);
  return makeKeyFile(moduleId, [keyOrder(flags, register, base)]);
}

/** The register of a profile, and its key in hex, which a profile that was read gives to nobody. */
function registerOf(flags: Flags, path: string, register: number): Base {
  const profile = readProfile(path);
  if (!profile.ok) return flags.refuse(profile.error);
  const json = readJsonFile(path);
  const raw = json.ok ? rawProfile.parse(json.value) : { registers: [] };
  const entry = profile.value.registers.find((one) => one.register === register);
  const key = raw.registers.find((one) => one.register === register);
  if (!entry || !key) return flags.refuse(`the profile ${path} has no register ${register}`);
  return { ...entry, ...entry.key.fields, vendingKey: key.vendingKey };
}

/** What was said, then what the profile has, then what is usual. */
function keyOrder(flags: Flags, register: number, base: Base | null): KeyOrder {
  const sgc = flags.text('sgc', /^\d{6}$/, 'six digits') ?? base?.supplyGroupCode;
  const today = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
  const activeFrom = flags.day('active-from') ?? base?.activeFrom ?? today;
  const lastDay = flags.day('issued-until');
  const yearOn = new Date(activeFrom.getTime() + YEAR_MS - SECOND_MS);
  const issuedUntil = lastDay ? endOf(lastDay) : (base?.issuedUntil ?? yearOn);
  if (issuedUntil <= activeFrom) flags.refuse('--issued-until must be after --active-from');
  const dkga = flags.oneOf('dkga', [2, 4]) ?? base?.dkga ?? 4;
  return {
    register,
    vendingKey: vendingKey(flags, dkga, base),
    supplyGroupCode: flags.need('sgc', sgc),
    keyRevisionNumber: flags.need('krn', flags.number('krn', 1, 9) ?? base?.keyRevisionNumber),
    keyType: flags.oneOf('key-type', [1, 2, 3]) ?? base?.keyType ?? 2,
    dkga,
    baseDate: flags.oneOf('base-date', [1993, 2014, 2035]) ?? base?.baseDate ?? 2014,
    keyExpiryNumber: flags.number('ken', 0, 255) ?? base?.keyExpiryNumber ?? 255,
    activeFrom,
    issuedUntil,
    unitLimit: flags.number('unit-limit', 0, NO_LIMIT) ?? base?.unitLimit ?? NO_LIMIT,
    currencyLimit: flags.number('currency-limit', 0, NO_LIMIT) ?? base?.currencyLimit ?? NO_LIMIT,
  };
}

function vendingKey(flags: Flags, dkga: Dkga, base: Base | null): Uint8Array {
  const bytes = VENDING_KEY_BYTES[dkga];
  const what = `${bytes * 2} hex digits for dkga ${dkga}`;
  const given = flags.secret('key', new RegExp(`^[0-9a-fA-F]{${bytes * 2}}$`), what);
  const hex = given ?? base?.vendingKey ?? randomBytes(bytes).toString('hex');
  if (hex.length !== bytes * 2) flags.refuse(`the key of the profile is none for dkga ${dkga}`);
  return Buffer.from(hex, 'hex');
}

function endOf(day: Date): Date {
  return new Date(day.getTime() + DAY_MS - SECOND_MS);
}

const made = readFlags(process.argv.slice(2), FLAGS, ['help'], read);
if (made.ok) process.stdout.write(`${made.value}\n`);
else refuse('key-file', made.error);
