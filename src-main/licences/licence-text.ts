import { fail, ok, type Result } from '../../src-shared/result.ts';
import { bareLines, type GuardProblem, guardedLines } from '../guarded-text.ts';
import { LONGEST_FRAME } from '../module/sts6/frame.ts';

/** What a certificate says of itself where it can be read; a maker's own may say none of it. */
export interface LicenceFacts {
  /** LID, the licence's own number. */
  readonly licenceId: string | null;
  /** MID, the module it was made for. */
  readonly moduleId: string | null;
  /** TRN, transactions to add. */
  readonly transactions: number | null;
  /** UNL: nothing is counted down until it expires. */
  readonly unlimited: boolean;
  /** EXP, the last day (UTC) it is good for; `2027-11-30`. */
  readonly expiresOn: string | null;
  /** WAR, likewise. */
  readonly warrantyUntil: string | null;
  /** RNM, 1 to 12: annual licences renew in the same month each year. */
  readonly renewalMonth: number | null;
}

/** Room in a frame beside the payload. */
const FRAME_SIGNS = 16;
/** Attributes with a signature at the end: a licence that was pasted without its guard lines. */
const BARE = /^(?:[A-Z]{3}[^;\s]*;)+SIG[^;\s]+$/u;

/**
 * The certificate in a pasted text: what stands between the guard lines, its lines joined. A
 * certificate that was pasted alone is taken too.
 */
export function readLicenceText(text: string): Result<string, GuardProblem> {
  const lines = guardedLines(text, /LICEN[CS]E|CERTIFICATE/iu);
  if (!lines.ok) {
    const bare = bareLines(text).join('');
    return lines.error === 'no-guards' && BARE.test(bare) ? sized(bare) : lines;
  }
  return sized(lines.value.join(''));
}

function sized(certificate: string): Result<string, GuardProblem> {
  if (certificate.length > LONGEST_FRAME - FRAME_SIGNS) return fail('too-long');
  return /^[\x20-\x7e]*$/u.test(certificate) ? ok(certificate) : fail('not-ascii');
}

/** Reads the tags there are; what is missing or cannot be read is null. */
export function licenceFacts(certificate: string): LicenceFacts {
  const tags = new Map(
    certificate.split(';').map((part) => [part.slice(0, 3), part.slice(3)] as const),
  );
  const matching = (tag: string, form: RegExp): string | null => {
    const value = tags.get(tag) ?? '';
    return form.test(value) ? value : null;
  };
  const month = matching('RNM', /^(?:0?[1-9]|1[0-2])$/u);
  const transactions = matching('TRN', /^\d{1,10}$/u);
  return {
    licenceId: matching('LID', /^[0-9A-Za-z]{1,32}$/u),
    moduleId: matching('MID', /^\d{8}$/u),
    transactions: transactions === null ? null : Number(transactions),
    unlimited: matching('UNL', /^1$/u) !== null,
    expiresOn: dayOf(tags.get('EXP')),
    warrantyUntil: dayOf(tags.get('WAR')),
    renewalMonth: month === null ? null : Number(month),
  };
}

/** `20271130` as `2027-11-30`; null where it is no day of the calendar. */
function dayOf(text = ''): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)$/u.exec(text);
  if (!match) return null;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) ? day : null;
}
