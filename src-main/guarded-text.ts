import { fail, ok, type Result } from '../src-shared/result.ts';

/** Why a pasted text holds nothing to work with; each has its sentence in the catalogue. */
export type GuardProblem =
  /** Nothing was pasted, or there is nothing between the guard lines. */
  | 'empty'
  | 'too-long'
  | 'no-guards'
  /** One guard line is there and the other is not. */
  | 'cut-off'
  /** More than one, and they differ. */
  | 'several'
  /** Between the guard lines stands a character that is not printable ASCII. */
  | 'not-ascii';

/** Longer than any mail with a licence or key file in it, in characters. */
const LONGEST_TEXT = 200_000;
/** Longer than any frame of a module. */
const LONGEST_BODY = 32_000;

const DASH = '[-\\u2010-\\u2015\\u2212=*#_]';
/**
 * A guard line, which a mailer may have wrapped at its spaces. It begins where a row of dashes begins:
 * otherwise each dash of a long row would be tried.
 */
const GUARD = new RegExp(
  `(?<!${DASH})${DASH}{2,60}\\s{0,8}(START|BEGIN|END)\\b([\\w\\s.:]{0,60}?)${DASH}{2,60}`,
  'giu',
);
/** What mailers and signatures set off with the same words. */
const NOT_OURS = /MESSAGE|FORWARD|MAIL|PGP|SIGNATURE/iu;

interface Guard {
  readonly isStart: boolean;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The lines between a START (or BEGIN) and an END guard line of a pasted mail, without quoting marks and
 * without spaces at their ends; empty ones are left out. The same twice, as in a mail that quotes
 * itself, is one.
 *
 * @param ours what the guard lines name; where none does, any guard lines that are no mailer's are taken
 */
export function guardedLines(text: string, ours: RegExp): Result<readonly string[], GuardProblem> {
  if (text.length > LONGEST_TEXT) return fail('too-long');
  const plain = plainText(text);
  if (plain.trim() === '') return fail('empty');
  const guards = guardsOf(plain, ours);
  if (guards.length === 0) return fail('no-guards');
  const bodies: string[][] = [];
  for (let at = 0; at < guards.length; at += 2) {
    const [start, end] = [guards[at], guards[at + 1]];
    if (!start?.isStart || !end || end.isStart) return fail('cut-off');
    bodies.push(linesOf(plain.slice(start.to, end.from)));
  }
  const [first = []] = bodies;
  const joined = first.join('\n');
  if (bodies.some((body) => body.join('') !== first.join(''))) return fail('several');
  if (joined === '') return fail('empty');
  if (joined.length > LONGEST_BODY) return fail('too-long');
  return /^[\x20-\x7e\n]*$/u.test(joined) ? ok(first) : fail('not-ascii');
}

/** The lines of a text without guard lines, cleaned in the same way. */
export function bareLines(text: string): readonly string[] {
  return text.length > LONGEST_TEXT ? [] : linesOf(plainText(text));
}

function guardsOf(plain: string, ours: RegExp): Guard[] {
  const all = Array.from(plain.matchAll(GUARD), (match) => ({
    isStart: match[1]?.toUpperCase() !== 'END',
    name: match[2] ?? '',
    from: match.index,
    to: match.index + match[0].length,
  }));
  const named = all.filter(({ name }) => ours.test(name));
  return named.length > 0 ? named : all.filter(({ name }) => !NOT_OURS.test(name));
}

/** Line ends as one sign, spaces as plain ones, no quoting marks and nothing that cannot be seen. */
function plainText(text: string): string {
  const decoded = /^content-transfer-encoding:\s*quoted-printable/imu.test(text)
    ? text.replace(/=[ \t]*\r?\n/gu, '').replace(/=([0-9A-F]{2})/gu, (_, hex: string) => {
        return String.fromCharCode(Number.parseInt(hex, 16));
      })
    : text;
  return decoded
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(/[\t\v\f\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu, ' ')
    .replace(/\u200b|\u200c|\u200d|\u2060|\ufeff|\u00ad/gu, '')
    .replace(/^ *(?:[>|] *)+/gmu, '');
}

function linesOf(plain: string): string[] {
  return plain
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
