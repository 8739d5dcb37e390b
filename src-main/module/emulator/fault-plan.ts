import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { readJsonFile } from './profile-file.ts';

/** What can happen to a frame on its way, each with a probability per frame. */
export const LINE_FAULTS = ['flip', 'lose', 'double', 'late', 'cut', 'garbage', 'dead'] as const;
export type LineFault = (typeof LINE_FAULTS)[number];

/** What can happen to the module, each with a probability per request. */
export const MODULE_FAULTS = ['reset', 'tamper', 'untamper'] as const;
export type ModuleFault = (typeof MODULE_FAULTS)[number];

/** A status that a command is answered with instead of being carried out. */
export interface ForcedStatus {
  /** Two digits or `EE`. */
  readonly status: string;
  /** e.g. `SM?VC`; null for every command. */
  readonly command: string | null;
  /** 0 to 1. */
  readonly chance: number;
}

/** How an emulated module and its line misbehave. */
export interface FaultPlan {
  /** Probabilities, 0 to 1; on the line per frame, in the module per request. */
  readonly chances: Readonly<Record<LineFault | ModuleFault, number>>;
  readonly forced: readonly ForcedStatus[];
  /** How far the module's clock is off, in seconds; negative where it is behind. */
  readonly clockOffset: number;
  /** The longest that a late frame is on its way by itself, in milliseconds. */
  readonly longestDelay: number;
  /** Decides which frames are hit, and how. */
  readonly seed: string;
}

const NAMES: readonly (LineFault | ModuleFault)[] = [...LINE_FAULTS, ...MODULE_FAULTS];
const USUAL_DELAY = 1000;
const LONGEST_DELAY = 60_000;
/** A hundred years: further off the time could not be written as a PTVD date. */
const LARGEST_OFFSET = 3_155_760_000;
const FORCED = /^(\d\d|EE)(?:@([A-Z]{2}\?[A-Z]{2}))?(?:\*([\d.]+))?$/;

const NO_CHANCES: FaultPlan['chances'] = {
  flip: 0,
  lose: 0,
  double: 0,
  late: 0,
  cut: 0,
  garbage: 0,
  dead: 0,
  reset: 0,
  tamper: 0,
  untamper: 0,
};

/** One `name=value` of a plan. */
type Part = readonly [name: string, value: string];

/**
 * Reads a plan as it stands on a command line: `name=value` joined by commas, e.g.
 * `flip=0.01,lose=0.01,clock=-3600,status=57@SM?VC,seed=a`. `status` may stand there more than once.
 * The error is one sentence that names the part.
 */
export function parseFaultSpec(spec: string): Result<FaultPlan, string> {
  const parts: Part[] = [];
  for (const part of spec.split(',').map((text) => text.trim())) {
    const equals = part.indexOf('=');
    if (equals < 1) return fail(`"${part}" is not a fault such as flip=0.01`);
    parts.push([part.slice(0, equals), part.slice(equals + 1)]);
  }
  return readPlan(parts);
}

/** Reads a plan from parsed JSON: an object with the same names; `status` may be a list of texts. */
export function parseFaultJson(json: unknown): Result<FaultPlan, string> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return fail('it must be an object such as {"flip": 0.01}');
  }
  const parts: Part[] = [];
  for (const [name, value] of Object.entries(json)) {
    for (const one of Array.isArray(value) && name === 'status' ? value : [value]) {
      const isPlain = typeof one === 'string' || typeof one === 'number';
      if (!isPlain) return fail(`${name} must be a number or a text`);
      parts.push([name, String(one)]);
    }
  }
  return readPlan(parts);
}

/** Reads a plan from a specification, or from a JSON file where the text has no `=` in it. */
export function readFaults(specOrFile: string): Result<FaultPlan, string> {
  if (specOrFile.includes('=')) return parseFaultSpec(specOrFile);
  const json = readJsonFile(specOrFile);
  if (!json.ok) return fail(`the file ${specOrFile} ${json.error}`);
  const plan = parseFaultJson(json.value);
  return plan.ok ? plan : fail(`the file ${specOrFile} is not usable: ${plan.error}`);
}

function readPlan(parts: readonly Part[]): Result<FaultPlan, string> {
  const chances = { ...NO_CHANCES };
  const forced: ForcedStatus[] = [];
  let clockOffset = 0;
  let longestDelay = USUAL_DELAY;
  let seed: string | null = null;
  for (const [name, value] of parts) {
    const fault = NAMES.find((known) => known === name);
    const wrong = (what: string) => fail(`${name} must be ${what}, not "${value}"`);
    if (fault) {
      const chance = probability(value);
      if (chance === null) return wrong('a probability from 0 to 1');
      chances[fault] = chance;
    } else if (name === 'status') {
      const status = forcedStatus(value);
      if (!status) return wrong('a status such as 23@SM?VC or 23@SM?VC*0.1');
      forced.push(status);
    } else if (name === 'clock') {
      if (!/^[+-]?\d{1,10}$/.test(value) || Math.abs(Number(value)) > LARGEST_OFFSET) {
        return wrong('a whole number of seconds, at most a hundred years');
      }
      clockOffset = Number(value);
    } else if (name === 'delay') {
      if (!/^\d{1,5}$/.test(value) || Number(value) > LONGEST_DELAY) {
        return wrong(`a number of milliseconds from 0 to ${LONGEST_DELAY}`);
      }
      longestDelay = Number(value);
    } else if (name === 'seed') {
      if (value === '') return wrong('a text');
      seed = value;
    } else {
      const known = [...NAMES, 'status', 'clock', 'delay', 'seed'].join(', ');
      return fail(`there is no fault "${name}", only ${known}`);
    }
  }
  seed ??= randomBytes(4).toString('hex');
  return ok({ chances, forced, clockOffset, longestDelay, seed });
}

function probability(text: string): number | null {
  const value = /^(\d+(\.\d*)?|\.\d+)(e-\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return value >= 0 && value <= 1 ? value : null;
}

function forcedStatus(text: string): ForcedStatus | null {
  const match = FORCED.exec(text);
  if (!match) return null;
  const [, status = '', command, chanceText] = match;
  const chance = chanceText === undefined ? 1 : probability(chanceText);
  // 00 would be an answer without its fields, which no module gives.
  if (chance === null || status === '00') return null;
  return { status, command: command ?? null, chance };
}
