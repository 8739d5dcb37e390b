import { createPublicKey, verify } from 'node:crypto';
import { parseWireDate } from '../sts6/ptvd.ts';
import { Refusal, STATUS } from './status.ts';
import { licensorKey } from './training-keys.ts';

/** What a licence gives; see docs/emulator.md for its text. */
export interface Licence {
  /** Eight upper-case hex digits: the licence's own number. */
  readonly licenceId: string;
  readonly moduleId: string;
  /** The last day it is good for, CCYYMMDD, UTC. */
  readonly expires: string;
  /** What it adds to the counter; null where nothing is counted until it expires. */
  readonly transactions: number | null;
}

/** The highest that a counter goes; one more would say "unlimited". */
export const MOST_TRANSACTIONS = 0xffff_fffe;

const CERTIFICATE = /^(.*);SIG([0-9A-Fa-f]{128})$/;
const ATTRIBUTES = /^[A-Z]{3}[\x20-\x3a\x3c-\x7d]*(;[A-Z]{3}[\x20-\x3a\x3c-\x7d]*)*$/;

/**
 * Reads a certificate and checks its signature. Throws a {@link Refusal}: 02 where it has no signature
 * of 128 hex digits or lacks an attribute, 77 where the signature does not fit.
 */
export function readLicence(certificate: string): Licence {
  const [, text = '', signature = ''] = CERTIFICATE.exec(certificate) ?? [];
  if (!ATTRIBUTES.test(text)) throw new Refusal(STATUS.formatError);
  const key = createPublicKey(licensorKey());
  if (!verify(null, Buffer.from(text, 'latin1'), key, Buffer.from(signature, 'hex'))) {
    throw new Refusal(STATUS.authenticationError);
  }
  const tags = new Map(text.split(';').map((part) => [part.slice(0, 3), part.slice(3)]));
  const need = (tag: string, pattern: RegExp): string => {
    const value = tags.get(tag) ?? '';
    if (!pattern.test(value)) throw new Refusal(STATUS.formatError);
    return value;
  };
  const expires = need('EXP', /^\d{8}$/);
  if (parseWireDate(`${expires}000000`) === null) throw new Refusal(STATUS.formatError);
  const unlimited = tags.get('UNL') === '1';
  return {
    licenceId: need('LID', /^[0-9A-F]{8}$/),
    moduleId: need('MID', /^\d{8}$/),
    expires,
    transactions: unlimited ? null : Number(need('TRN', /^\d{1,9}$/)),
  };
}

/** Whether a day, CCYYMMDD, is over: it lasts until midnight UTC. */
export function isOver(day: string, now: Date): boolean {
  return now.toISOString().slice(0, 10).replaceAll('-', '') > day;
}
