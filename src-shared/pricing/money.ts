import { fail, ok, type Result } from '../result.ts';
import { LARGEST_TRANSFER } from '../sts/transfer-amount.ts';

/*
 * Money is an integer in minor units of the shop's currency, energy an integer in steps of 0.1 kWh.
 * Nothing here, or anywhere in the till, holds a fraction of either.
 */

/** The largest amount of money the till handles, in minor units. The contract has the same limit. */
export const LARGEST_MONEY = 1_000_000_000_000;

/** Money is rounded half up, units up (the customer's favour); `down` is for finding limits. */
export type Rounding = 'half-up' | 'up' | 'down';

/**
 * `a · b / divisor`, rounded: the only place where the till rounds. All three are integers, not
 * negative, the divisor not zero. Exact for every such input; a result beyond 2^53 − 1, more than any
 * limit here, comes back as 2^53 − 1.
 */
export function divideRound(a: number, b: number, divisor: number, rounding: Rounding): number {
  const product = a * b;
  // A sale at a shop's prices always stays here; BigInt would cost several times as much.
  if (product <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % divisor;
    const quotient = (product - remainder) / divisor;
    return goesUp(remainder, divisor, rounding) ? quotient + 1 : quotient;
  }
  const exact = BigInt(a) * BigInt(b);
  const remainder = Number(exact % BigInt(divisor));
  const quotient = Number(exact / BigInt(divisor));
  const rounded = goesUp(remainder, divisor, rounding) ? quotient + 1 : quotient;
  return Math.min(rounded, Number.MAX_SAFE_INTEGER);
}

function goesUp(remainder: number, divisor: number, rounding: Rounding): boolean {
  if (rounding === 'half-up') return remainder >= divisor - remainder;
  return rounding === 'up' && remainder > 0;
}

/** What is wrong with an amount someone typed. The codes are keys of the message catalogue. */
export interface AmountError {
  /**
   * `character`: a letter or sign that no amount has. `separators`: dots, commas or spaces where no
   * amount has them. `decimals`: more decimals than the currency or the unit has.
   */
  readonly code:
    | 'empty'
    | 'character'
    | 'separators'
    | 'decimals'
    | 'negative'
    | 'zero'
    | 'too-large';
  /** Index of the wrong character in the text as given, for `character`. */
  readonly position?: number;
  /** Decimals allowed, for `decimals`. */
  readonly decimals?: number;
  /** The largest amount allowed, for `too-large`, in the unit of the answer. */
  readonly largest?: number;
}

/**
 * Reads money as people type it: `50`, `50.5`, `50,50`, `1 000,00`, `1,000.00`, `1'000`. `decimals` are
 * those of the currency, 0 to 3; the answer is in minor units, from 1 to {@link LARGEST_MONEY}.
 *
 * A dot or a comma is the decimal sign where it can be one. `1,000` in a currency with two decimals is
 * therefore an error (`decimals`) and not a thousand: some read it as one, and a till must not guess.
 */
export function parseMoney(text: string, decimals: number): Result<number, AmountError> {
  return parseAmount(text, decimals, LARGEST_MONEY);
}

/** Reads kWh as people type them, with at most one decimal; the answer is in steps of 0.1 kWh. */
export function parseUnits(text: string): Result<number, AmountError> {
  return parseAmount(text, 1, LARGEST_TRANSFER);
}

/** Spaces and apostrophes only ever group; each is turned into a plain space. */
const grouping = /[\s'\u2019]/gu;
const grouped = /^[0-9]{1,3}([ .,])[0-9]{3}(?:\1[0-9]{3})*$/;

function parseAmount(text: string, decimals: number, largest: number): Result<number, AmountError> {
  const typed = text.trim().replace(grouping, ' ');
  if (typed === '') return fail({ code: 'empty' });
  if (/^[-\u2212]/.test(typed)) return fail({ code: 'negative' });
  const position = text.search(/[^0-9.,\s'\u2019]/u);
  if (position !== -1) return fail({ code: 'character', position });

  const point = decimalSign(typed, decimals);
  const whole = point === -1 ? typed : typed.slice(0, point);
  const fraction = point === -1 ? '' : typed.slice(point + 1);
  if (whole + fraction === '') return fail({ code: 'empty' });
  if (!/^[0-9]*$/.test(fraction)) return fail({ code: 'separators' });
  if (!/^[0-9]*$/.test(whole) && !isGrouped(whole, typed.charAt(point))) {
    return fail({ code: 'separators' });
  }
  if (fraction.length > decimals) return fail({ code: 'decimals', decimals });

  const amount = Number(whole.replace(/[ .,]/g, '') + fraction.padEnd(decimals, '0'));
  if (amount === 0) return fail({ code: 'zero' });
  if (amount > largest) return fail({ code: 'too-large', largest });
  return ok(amount);
}

/** The index of the decimal sign: the last dot or comma, unless it can only be a grouping one. */
function decimalSign(typed: string, decimals: number): number {
  const last = Math.max(typed.lastIndexOf('.'), typed.lastIndexOf(','));
  if (last === -1) return -1;
  const sign = typed.charAt(last);
  const isRepeated = typed.indexOf(sign) !== last;
  const isThousands = decimals === 0 && grouped.test(typed);
  return isRepeated || isThousands ? -1 : last;
}

/** Groups of three with one sign throughout, which is not the decimal one. */
function isGrouped(whole: string, decimalSignTyped: string): boolean {
  const match = grouped.exec(whole);
  return match !== null && match[1] !== decimalSignTyped;
}
