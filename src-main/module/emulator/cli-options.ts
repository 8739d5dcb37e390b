import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { type FaultPlan, readFaults } from './fault-plan.ts';

/** Where hosts find the module. */
export type Place =
  /** 0 takes any free port. */
  | { readonly kind: 'tcp'; readonly port: number }
  | { readonly kind: 'pty' }
  | { readonly kind: 'serial'; readonly path: string };

/** What the emulator was asked to be on its command line. */
export interface CliOptions {
  readonly place: Place;
  /** The speed that bytes are paced at; null where they are not. */
  readonly baud: number | null;
  readonly profilePath: string;
  /** Where the module keeps what it has spent and holds; null where it starts anew each time. */
  readonly statePath: string | null;
  readonly faults: FaultPlan | null;
  /** Where the clock starts; null for the time of this machine. */
  readonly clock: Date | null;
  /** RND of every token; null where it varies. */
  readonly rnd: number | null;
  readonly seed: string | null;
}

export const USAGE = `Usage: npm run -s emulator -- PLACE --profile FILE [options]

An emulated TSM250 security module. Its EA07 tokens use the sample tables of the standard: no real meter
takes them.

PLACE is one of
  --tcp PORT      a port on 127.0.0.1; 0 takes any free one
  --pty           a pseudo-terminal, which a serial port can be opened on (Linux, mac)
  --serial PATH   a serial port, at the other end of a null-modem cable or pair

Options
  --profile FILE  JSON file with the module's identity, transactions and key registers
  --state FILE    keeps counters, limits, keys, licences and log here; without it all starts anew with
                  the profile each time. The file holds keys
  --baud N        paces the bytes as a line of this speed would, 300 to 115200; 9600 is usual
  --faults PLAN   misbehaves: flip, lose, double, late, cut, garbage, dead, reset, tamper, untamper (each
                  with a probability), status, clock, delay, seed; e.g. flip=0.01,status=57@SM?VC,seed=a
                  or a JSON file with the same names
  --clock TIME    where the module's clock starts, e.g. 2004-03-01T13:00:00Z; it runs on from there
  --rnd N         RND of every token, 0 to 15
  --seed TEXT     makes the RND of each token predictable (--rnd wins over it)
  --help          this text`;

const LARGEST_PORT = 65_535;
const SLOWEST_BAUD = 300;
const FASTEST_BAUD = 115_200;
const CLOCK = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Reads the command line; null asks for the usage. The error is one sentence. */
export function parseCliOptions(args: readonly string[]): Result<CliOptions | null, string> {
  const parsed = parseFlags(args);
  if (!parsed.ok) return parsed;
  const { help, profile, state, baud, faults, clock, rnd, seed } = parsed.value;
  if (help) return ok(null);
  const place = parsePlace(parsed.value);
  if (!place.ok) return place;
  if (profile === undefined) return fail('--profile FILE is missing');
  const speed = baud === undefined ? null : wholeNumber(baud, SLOWEST_BAUD, FASTEST_BAUD);
  if (baud !== undefined && speed === null) {
    return fail(`--baud must be a number from ${SLOWEST_BAUD} to ${FASTEST_BAUD}, not "${baud}"`);
  }
  const rndNumber = rnd === undefined ? null : wholeNumber(rnd, 0, 15);
  if (rnd !== undefined && rndNumber === null) {
    return fail(`--rnd must be a number from 0 to 15, not "${rnd}"`);
  }
  const start = clock === undefined ? null : parseClock(clock);
  if (clock !== undefined && start === null) {
    return fail(`--clock must be a time such as 2004-03-01T13:00:00Z, not "${clock}"`);
  }
  const plan = faults === undefined ? ok(null) : readFaults(faults);
  if (!plan.ok) return fail(`--faults: ${plan.error}`);
  return ok({
    place: place.value,
    baud: speed,
    profilePath: profile,
    statePath: state ?? null,
    faults: plan.value,
    clock: start,
    rnd: rndNumber,
    seed: seed ?? null,
  });
}

interface PlaceFlags {
  readonly tcp?: string | undefined;
  readonly pty?: boolean | undefined;
  readonly serial?: string | undefined;
}

function parsePlace({ tcp, pty = false, serial }: PlaceFlags): Result<Place, string> {
  const places = [tcp !== undefined, pty, serial !== undefined].filter(Boolean).length;
  if (places === 0) return fail('--tcp PORT, --pty or --serial PATH is missing');
  if (places > 1) return fail('only one of --tcp, --pty and --serial can be had at a time');
  if (serial !== undefined) {
    return serial === ''
      ? fail('--serial must be a port such as /dev/ttyS0 or COM3')
      : ok({ kind: 'serial', path: serial });
  }
  if (tcp === undefined) return ok({ kind: 'pty' });
  const port = wholeNumber(tcp, 0, LARGEST_PORT);
  if (port === null) return fail(`--tcp must be a port from 0 to ${LARGEST_PORT}, not "${tcp}"`);
  return ok({ kind: 'tcp', port });
}

function parseFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        tcp: { type: 'string' },
        pty: { type: 'boolean' },
        serial: { type: 'string' },
        baud: { type: 'string' },
        profile: { type: 'string' },
        state: { type: 'string' },
        faults: { type: 'string' },
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

function wholeNumber(text: string, least: number, most: number): number | null {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

function parseClock(text: string): Date | null {
  const time = CLOCK.test(text) ? new Date(text) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time;
}
