import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { parseWireDate } from '../sts6/ptvd.ts';

/** A flag that is not what it has to be; the message is one sentence. */
class BadFlag extends Error {
  override readonly name = 'BadFlag';
}

/** The flags of a command line; each method throws where a flag is not what it has to be. */
export class Flags {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** What was given and fits the pattern; undefined where it was not given. */
  text(name: string, pattern: RegExp, what: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw new BadFlag(`--${name} must be ${what}, not "${value}"`);
    }
    return value;
  }

  /** As {@link text}, for what must not be shown again. */
  secret(name: string, pattern: RegExp, what: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    if (typeof value === 'string' && pattern.test(value)) return value;
    throw new BadFlag(`--${name} must be ${what}`);
  }

  number(name: string, least: number, most: number): number | undefined {
    const what = `a whole number from ${least} to ${most}`;
    const text = this.text(name, /^\d{1,10}$/, what);
    if (text === undefined) return undefined;
    if (Number(text) < least || Number(text) > most) {
      throw new BadFlag(`--${name} must be ${what}, not "${text}"`);
    }
    return Number(text);
  }

  /** One of a few numbers. */
  oneOf<Value extends number>(name: string, values: readonly Value[]): Value | undefined {
    const text = this.text(name, /^/, 'a number');
    if (text === undefined) return undefined;
    const value = values.find((one) => String(one) === text);
    if (value !== undefined) return value;
    throw new BadFlag(`--${name} must be ${listed(values)}, not "${text}"`);
  }

  /** A day such as 2027-11-30, as midnight UTC. */
  day(name: string): Date | undefined {
    const text = this.text(name, /^\d{4}-\d\d-\d\d$/, 'a day such as 2027-11-30');
    if (text === undefined) return undefined;
    const day = parseWireDate(`${text.replaceAll('-', '')}000000`);
    if (!day) throw new BadFlag(`--${name} must be a day of the calendar, not "${text}"`);
    return day;
  }

  /** Says what else is wrong with the flags. */
  refuse(sentence: string): never {
    throw new BadFlag(sentence);
  }

  /** Throws where the value is not there: what a flag gave, or what stands in for it. */
  need<Value>(name: string, value: Value | undefined): Value {
    if (value === undefined) throw new BadFlag(`--${name} is missing`);
    return value;
  }
}

function listed(values: readonly number[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** Reads a command line with these flags; what `read` makes of it, or one sentence. */
export function readFlags<Value>(
  args: readonly string[],
  names: readonly string[],
  switches: readonly string[],
  read: (flags: Flags) => Value,
): Result<Value, string> {
  const options = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string' as const }]),
    ...switches.map((name) => [name, { type: 'boolean' as const }]),
  ]);
  try {
    const { values } = parseArgs({ args: [...args], options });
    return ok(read(new Flags({ ...values })));
  } catch (error) {
    if (error instanceof BadFlag) return fail(error.message);
    const isParsing = error instanceof TypeError && 'code' in error;
    if (!isParsing) throw error;
    const [sentence = ''] = error.message.split(/\.\s/);
    return fail(sentence);
  }
}
