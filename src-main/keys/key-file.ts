import { fail, ok, type Result } from '../../src-shared/result.ts';
import { type GuardProblem, guardedLines } from '../guarded-text.ts';
import type { KeyAttributes } from '../module/security-module.ts';
import { readKeyAttributes } from '../module/sts6/attributes.ts';
import { FieldReader, PtvdError } from '../module/sts6/ptvd.ts';

/** A key of a file: its attributes, and the payload of `SM?KL`, which is passed on and never kept. */
export interface KeyFileRecord {
  readonly attributes: KeyAttributes;
  readonly payload: string;
}

export interface KeyFile {
  /** The payload of `SM?KC`: the public key of the KMC. */
  readonly kmcKey: string;
  /** MID; null where no key says for which module it was made. */
  readonly moduleId: string | null;
  /** At least one. */
  readonly records: readonly KeyFileRecord[];
  /** What the digest is made of: the same file has the same, however its mail was wrapped. */
  readonly text: string;
}

export type KeyFileProblem =
  | { readonly kind: GuardProblem | 'no-keys' | 'several-modules' }
  /** `line` counts the commands of the file from 1. */
  | { readonly kind: 'damaged'; readonly line: number };

/** More keys than any module has registers. */
const MOST_KEYS = 256;

/** Reads a key file in a pasted text: `KC` once, then `KL` for each key. */
export function readKeyFile(text: string): Result<KeyFile, KeyFileProblem> {
  const lines = guardedLines(text, /KEY/iu);
  if (!lines.ok) return fail({ kind: lines.error });
  const commands = commandsOf(lines.value);
  const [kmc, ...keys] = commands;
  if (!kmc?.startsWith('KC ')) return fail({ kind: 'damaged', line: 1 });
  if (keys.length === 0) return fail({ kind: 'no-keys' });
  if (keys.length > MOST_KEYS) return fail({ kind: 'too-long' });
  const records: KeyFileRecord[] = [];
  for (const [index, command] of keys.entries()) {
    const record = readRecord(command);
    if (!record) return fail({ kind: 'damaged', line: index + 2 });
    records.push(record);
  }
  const modules = new Set(records.flatMap(({ attributes }) => attributes.unknown[MODULE] ?? []));
  if (modules.size > 1) return fail({ kind: 'several-modules' });
  const [moduleId = null] = modules;
  return ok({ kmcKey: kmc.slice(3), moduleId, records, text: commands.join('\n') });
}

const MODULE = 'MID';
const LARGEST_REGISTER = 0xffff;

/** A line that begins with no command goes on with the one before: a mailer has wrapped it. */
function commandsOf(lines: readonly string[]): string[] {
  const commands: string[] = [];
  for (const line of lines) {
    const last = commands.length - 1;
    if (/^K[CL]( |$)/u.test(line) || last < 0) commands.push(line);
    else {
      // A mailer wraps at the only space, which is the one behind the command.
      const begun = commands[last] ?? '';
      commands[last] = /^K[CL]$/u.test(begun) ? `${begun} ${line}` : begun + line;
    }
  }
  return commands;
}

/** `N<register>~P<attributes>~P<wrapped key>~P<signature>~`; null where it is not that. */
function readRecord(command: string): KeyFileRecord | null {
  if (!command.startsWith('KL ')) return null;
  const payload = command.slice(3);
  try {
    const fields = new FieldReader(payload, 4);
    const register = fields.number(1, LARGEST_REGISTER);
    return { attributes: readKeyAttributes(register, fields.text()), payload };
  } catch (error) {
    if (error instanceof PtvdError) return null;
    throw error;
  }
}
