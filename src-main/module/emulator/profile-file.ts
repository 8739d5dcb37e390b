import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { type Profile, parseProfile } from './profile.ts';
import { systemReason } from './system-reason.ts';

/** Reads a JSON file. The error is the end of a sentence, and holds nothing of what the file says. */
export function readJsonFile(path: string): Result<unknown, string> {
  try {
    // Some editors begin a file with a byte order mark, which JSON does not know.
    return ok(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    // What JSON.parse says quotes the text around the fault, and that may be a key.
    if (error instanceof SyntaxError) return fail('is not JSON');
    return fail(`cannot be read: ${systemReason(error)}`);
  }
}

/** Reads the profile of an emulated module from its file. The error is one sentence. */
export function readProfile(path: string): Result<Profile, string> {
  const json = readJsonFile(path);
  if (!json.ok) return fail(`the profile ${path} ${json.error}`);
  const profile = parseProfile(json.value);
  if (profile.ok) return ok(profile.value);
  const { field, message } = profile.error;
  return fail(`the profile ${path} is not usable: ${field} ${message}`);
}
