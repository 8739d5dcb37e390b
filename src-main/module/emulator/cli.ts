import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { type CliOptions, parseCliOptions, USAGE } from './cli-options.ts';
import { EmulatedModule } from './emulated-module.ts';
import { type Profile, parseProfile } from './profile.ts';
import {
  fixedRandomNumber,
  type RandomNumbers,
  randomNumbers,
  seededRandomNumbers,
} from './random-numbers.ts';
import { LOOPBACK, serve } from './server.ts';

/** The emulated module as a process of its own; `--help` says how it is used. */

const BAD_USE = 2;

/** One sentence on stderr and exit code 2, for everything a person can put right. */
function refuse(sentence: string): void {
  process.stderr.write(`emulator: ${sentence}\n`);
  process.exitCode = BAD_USE;
}

function readProfile(path: string): Result<Profile, string> {
  let json: unknown;
  try {
    // Some editors begin a file with a byte order mark, which JSON does not know.
    json = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    // What JSON.parse says quotes the text around the fault, and that may be a key.
    if (error instanceof SyntaxError) return fail(`the profile ${path} is not JSON`);
    return fail(`the profile ${path} cannot be read: ${systemReason(error)}`);
  }
  const profile = parseProfile(json);
  if (profile.ok) return ok(profile.value);
  const { field, message } = profile.error;
  return fail(`the profile ${path} is not usable: ${field} ${message}`);
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function systemReason(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
      return 'access is denied';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function listenReason(error: unknown, port: number): string {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return `port ${port} is taken by another program, choose another one with --tcp`;
    case 'EACCES':
      return `port ${port} needs rights that this user does not have, choose another one with --tcp`;
    default:
      return `cannot listen on port ${port}: ${systemReason(error)}`;
  }
}

/** A clock that starts at `start` and runs on, whatever is done to the clock of this machine. */
function clockFrom(start: Date | null): () => Date {
  if (start === null) return () => new Date();
  const offset = start.getTime() - performance.now();
  return () => new Date(offset + performance.now());
}

function randomSource({ rnd, seed }: CliOptions): RandomNumbers {
  if (rnd !== null) return fixedRandomNumber(rnd);
  return seed === null ? randomNumbers() : seededRandomNumbers(seed);
}

const PARENT_CHECK_MS = 250;

/**
 * Under `npm run`, a signal to npm ends the shell between npm and this process and goes no further.
 * Without its parent the emulator ends as well, or it would keep the port for good.
 */
function followNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    stop();
  }, PARENT_CHECK_MS);
  check.unref();
}

async function run(options: CliOptions): Promise<void> {
  const profile = readProfile(options.profilePath);
  if (!profile.ok) return refuse(profile.error);
  const module = new EmulatedModule({
    profile: profile.value,
    now: clockFrom(options.clock),
    rnd: randomSource(options),
  });
  try {
    const server = await serve(module, options.port);
    const stop = () => void server.close();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    followNpm(stop);
    console.log(`listening on ${LOOPBACK}:${server.port}`);
  } catch (error) {
    refuse(listenReason(error, options.port));
  }
}

const options = parseCliOptions(process.argv.slice(2));
if (!options.ok) refuse(options.error);
else if (options.value === null) console.log(USAGE);
else await run(options.value);
