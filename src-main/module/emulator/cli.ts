import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { PtvdError } from '../sts6/ptvd.ts';
import { type CliOptions, parseCliOptions, USAGE } from './cli-options.ts';
import { Device } from './device.ts';
import { EmulatedModule } from './emulated-module.ts';
import { ModuleFaults } from './faults.ts';
import { listen } from './listen.ts';
import type { Profile } from './profile.ts';
import { readProfile } from './profile-file.ts';
import {
  fixedRandomNumber,
  type RandomNumbers,
  randomNumbers,
  seededRandomNumbers,
} from './random-numbers.ts';
import { readState, writeState } from './state-file.ts';
import { Refusal } from './status.ts';
import { refuse as refuseProgram, systemReason } from './system-reason.ts';

/** The emulated module as a process of its own; `--help` says how it is used. */

function refuse(sentence: string): void {
  refuseProgram('emulator', sentence);
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

/** The module with what it remembers. The error is one sentence. */
function startModule(options: CliOptions, profile: Profile): Result<EmulatedModule, string> {
  const { statePath, faults } = options;
  const memory = statePath === null ? ok(null) : readState(statePath, profile.moduleId);
  if (!memory.ok) return memory;
  try {
    const module = new EmulatedModule({
      profile,
      now: clockFrom(options.clock),
      rnd: randomSource(options),
      ...(memory.value && { memory: memory.value }),
      ...(statePath !== null && { keep: (content) => writeState(statePath, content, true) }),
      ...(faults && { faults: new ModuleFaults(faults) }),
    });
    // A state that cannot be written is better known now than at the first sale.
    if (statePath !== null) writeState(statePath, module.memory, true);
    return ok(module);
  } catch (error) {
    if (error instanceof Refusal || error instanceof PtvdError) {
      return fail(`the state ${statePath} is damaged: a key in it does not open`);
    }
    return fail(`the state ${statePath} cannot be written: ${systemReason(error)}`);
  }
}

async function run(options: CliOptions): Promise<void> {
  const { place, baud, faults } = options;
  const profile = readProfile(options.profilePath);
  if (!profile.ok) return refuse(profile.error);
  const module = startModule(options, profile.value);
  if (!module.ok) return refuse(module.error);
  const device = new Device({ module: module.value, baud, faults });
  const report = (where: string) => console.log(`listening on ${where}`);
  const listening = await listen(device, place, baud, report);
  if (!listening.ok) return refuse(listening.error);
  const stop = () => void listening.value.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  followNpm(stop);
  if (faults) process.stderr.write(`faults are on, seed ${faults.seed}\n`);
  report(listening.value.place);
}

const options = parseCliOptions(process.argv.slice(2));
if (!options.ok) refuse(options.error);
else if (options.value === null) console.log(USAGE);
else await run(options.value);
