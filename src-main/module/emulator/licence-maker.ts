import { randomBytes, sign } from 'node:crypto';
import { licensorKey } from './training-keys.ts';

/** What a licence is to say. Days are CCYYMMDD, UTC. */
export interface LicenceOrder {
  /** Eight digits. */
  readonly moduleId: string;
  /** What it adds, or `unlimited` until it expires. */
  readonly transactions: number | 'unlimited';
  /** The last day it is good for. */
  readonly expires: string;
  readonly warrantyUntil?: string | undefined;
  /** The month in which it renews, 1 to 12. */
  readonly renewalMonth?: number | undefined;
  /** The licence's own number, 8 upper-case hex digits; drawn where it is not given. */
  readonly licenceId?: string | undefined;
}

const LINE = 60;

/** A licence for an emulated module: the certificate that `SM?CI` takes. The order is not checked. */
export function makeLicence(order: LicenceOrder): string {
  const { moduleId, transactions, expires, warrantyUntil, renewalMonth } = order;
  const id = order.licenceId ?? randomBytes(4).toString('hex').toUpperCase();
  const text = [
    `EXP${expires}`,
    `LID${id}`,
    `MID${moduleId}`,
    ...(renewalMonth === undefined ? [] : [`RNM${renewalMonth}`]),
    transactions === 'unlimited' ? 'UNL1' : `TRN${transactions}`,
    ...(warrantyUntil === undefined ? [] : [`WAR${warrantyUntil}`]),
  ].join(';');
  const signature = sign(null, Buffer.from(text, 'latin1'), licensorKey());
  return `${text};SIG${signature.toString('hex').toUpperCase()}`;
}

/** The certificate as it stands in an e-mail: between guards, in lines of 60 characters. */
export function licenceMail(certificate: string): string {
  const lines = certificate.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return ['-----START OF LICENCE-----', ...lines, '-----END OF LICENCE-----'].join('\n');
}
