import {
  EmulatedModule,
  type EmulatedModuleOptions,
} from '../../../../src-main/module/emulator/emulated-module.ts';
import { parseProfile } from '../../../../src-main/module/emulator/profile.ts';
import { decodeResponse, encodeRequest } from '../../../../src-main/module/sts6/frame.ts';
import type { KeyFields } from '../../../conformance/decoder.ts';

/** Profiles, modules and frames for tests of the emulated module: requests in, responses out. */

/** The public key of the DKGA04 compliance vectors, and the one of the DKGA02 check value. */
export const PUBLIC_KEY_DKGA04 = 'abababababababab949494949494949401234567';
export const PUBLIC_KEY_DKGA02 = 'abababababababab';

/** The PAN of most compliance vectors. */
export const PAN = '600727000000000009';

/** A register as a profile's JSON has it. */
export interface RegisterJson extends KeyFields {
  readonly register: number;
  readonly keyExpiryNumber: number;
  readonly activeFrom: string;
  readonly issuedUntil: string;
  readonly unitLimit: number;
  readonly currencyLimit: number;
}

/** A DKGA04 register that vends to unique meters, with some fields changed. */
export function registerJson(changed: Partial<RegisterJson> = {}): RegisterJson {
  return {
    register: 1,
    vendingKey: PUBLIC_KEY_DKGA04,
    supplyGroupCode: '123457',
    keyRevisionNumber: 1,
    keyType: 2,
    dkga: 4,
    baseDate: 1993,
    keyExpiryNumber: 255,
    activeFrom: '2000-01-01T00:00:00Z',
    issuedUntil: '2099-12-31T23:59:59Z',
    unitLimit: 4294967295,
    currencyLimit: 4294967295,
    ...changed,
  };
}

/** The JSON of a profile with these registers. */
export function profileJson(registers: readonly RegisterJson[], changed: object = {}) {
  return {
    moduleId: '94000001',
    firmwareId: 'STS65V10',
    transactions: 1000,
    tidWindowMinutes: null,
    registers,
    ...changed,
  };
}

interface ModuleSettings extends Partial<Omit<EmulatedModuleOptions, 'profile' | 'now'>> {
  /** Where the clock stands still. */
  readonly clock?: string;
  readonly profile?: object;
}

/** A module with these registers, its clock at noon of 1 March 2004 and its RND 5. */
export function moduleWith(
  registers: readonly RegisterJson[],
  { clock = '2004-03-01T12:00:00Z', profile = {}, ...options }: ModuleSettings = {},
): EmulatedModule {
  const parsed = parseProfile(profileJson(registers, profile));
  if (!parsed.ok) throw new Error(`${parsed.error.field} ${parsed.error.message}`);
  const now = () => new Date(clock);
  return new EmulatedModule({ rnd: () => 5, ...options, profile: parsed.value, now });
}

export interface Answer {
  readonly command: string;
  readonly status: string;
  /** The PTVD fields, each with its type letter. */
  readonly fields: readonly string[];
}

/** Reads a response frame as it came, with its CR. */
export function readAnswer(response: string): Answer {
  if (!response.endsWith('\r')) throw new Error('the response does not end in CR');
  const read = decodeResponse(response.slice(0, -1));
  if ('problem' in read) throw new Error(`the response is ${read.problem}`);
  const { command, status, payload } = read;
  return { command, status, fields: payload === '' ? [] : payload.split('~').slice(0, -1) };
}

/** Sends a request frame to a module and reads the response. */
export function ask(module: EmulatedModule, command: string, payload = ''): Answer {
  return readAnswer(module.receive(encodeRequest(command, payload).slice(0, -1)));
}

/** The fields of `SM?VC` and `SM?VM`, in the order of the wire. */
export interface VendFields {
  readonly register?: number;
  readonly pan?: string;
  readonly ti?: number;
  readonly ea?: number;
  readonly tct?: number;
  readonly subclass?: number;
  readonly amount?: number;
  readonly tid?: number;
}

/** The payload of `SM?VC` or `SM?VM`: 0.1 kWh at 13:00 of 1 March 2004, where nothing is said. */
export function vendPayload(fields: VendFields = {}): string {
  const { register = 1, pan = PAN, ti = 1, ea = 11, tct = 2, subclass = 0 } = fields;
  const { amount = 1, tid = 5_871_660 } = fields;
  const hexAmount = amount.toString(16).toUpperCase().padStart(4, '0');
  const hexTid = tid.toString(16).toUpperCase().padStart(6, '0');
  return `N${register}~P${pan}~N${ti}~N${ea}~N${tct}~N${subclass}~H${hexAmount}~H${hexTid}~`;
}

/** The payload of `SM?VT`. */
export function verifyPayload(
  token: string,
  { register = 1, pan = PAN, ti = 1, ea = 11 }: VendFields = {},
): string {
  return `N${register}~P${pan}~N${ti}~N${ea}~P${token}~`;
}

/** The 20 digits of an answer to `SM?VC` or `SM?VM`; throws where the command was refused. */
export function tokenOf({ status, fields }: Answer): string {
  const [, digits] = fields;
  if (status !== '00' || digits === undefined) throw new Error(`refused with status ${status}`);
  return digits.slice(1);
}
