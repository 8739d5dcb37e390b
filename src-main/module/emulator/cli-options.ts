import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../../../src-shared/result.ts';

/** What the emulator was asked to be on its command line. */
export interface CliOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly profilePath: string;
  /** Where the clock starts; null for the time of this machine. */
  readonly clock: Date | null;
  /** RND of every token; null where it varies. */
  readonly rnd: number | null;
  readonly seed: string | null;
}

export const USAGE = `Usage: npm run -s emulator -- --tcp PORT --profile FILE [options]

An emulated TSM250 security module on 127.0.0.1. Its EA07 tokens use the sample tables of the standard:
no real meter takes them.

  --tcp PORT      port to listen on; 0 takes any free one
  --profile FILE  JSON file with the module's identity, transactions and key registers; the
                  transaction counter starts there anew each time
  --clock TIME    where the module's clock starts, e.g. 2004-03-01T13:00:00Z; it runs on from there
  --rnd N         RND of every token, 0 to 15
  --seed TEXT     makes the RND of each token predictable (--rnd wins over it)
  --help          this text`;

const LARGEST_PORT = 65_535;
const CLOCK = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Reads the command line; null asks for the usage. The error is one sentence. */
export function parseCliOptions(args: readonly string[]): Result<CliOptions | null, string> {
  const parsed = parseFlags(args);
  if (!parsed.ok) return parsed;
  const { help, tcp, profile, clock, rnd, seed } = parsed.value;
  if (help) return ok(null);
  if (tcp === undefined) return fail('--tcp PORT is missing');
  if (profile === undefined) return fail('--profile FILE is missing');
  const port = wholeNumber(tcp, LARGEST_PORT);
  if (port === null) return fail(`--tcp must be a port from 0 to ${LARGEST_PORT}, not "${tcp}"`);
  const rndNumber = rnd === undefined ? null : wholeNumber(rnd, 15);
  if (rnd !== undefined && rndNumber === null) {
    return fail(`--rnd must be a number from 0 to 15, not "${rnd}"`);
  }
  const start = clock === undefined ? null : parseClock(clock);
  if (clock !== undefined && start === null) {
    return fail(`--clock must be a time such as 2004-03-01T13:00:00Z, not "${clock}"`);
  }
  return ok({ port, profilePath: profile, clock: start, rnd: rndNumber, seed: seed ?? null });
}

function parseFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        tcp: { type: 'string' },
        profile: { type: 'string' },
        clock: { type: 'string' },
        rnd: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    return ok(values);
  } catch (error) {
    // What Node adds after the first sentence is about positional arguments, which there are none of.
    const [sentence = ''] = String(error instanceof Error ? error.message : error).split(/\.\s/);
    return fail(sentence);
  }
}

function wholeNumber(text: string, most: number): number | null {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return value <= most ? value : null;
}

function parseClock(text: string): Date | null {
  const time = CLOCK.test(text) ? new Date(text) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time;
}
