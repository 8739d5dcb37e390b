import type { Block } from '../contract/pricing-shapes.ts';
import { divideRound, LARGEST_MONEY, type Rounding } from './money.ts';

/** A price counts ten-thousandths of a minor unit per 10 steps. */
const SCALE = 100_000;

/** What is bought in one block. */
export interface BlockPart {
  readonly steps: number;
  readonly price: number;
  /** What it and the parts before it cost together, to the nearest minor unit. */
  readonly costSoFar: number;
}

/**
 * The units that `spent` buys where `from` were sold in the month before, rounded up to the next step in
 * the block where the money ends: in the customer's favour.
 */
export function stepsFor(blocks: readonly Block[], from: number, spent: number): number {
  let [steps, left, fraction] = [0, spent, 0];
  for (const { upTo, price } of blocks) {
    const room = upTo === null ? null : upTo - from - steps;
    if (room !== null && room <= 0) continue;
    if (room === null || !pays(left, fraction, room, price)) {
      return steps + divideRound(left, SCALE, price, 'up', fraction);
    }
    steps += room;
    left -= divideRound(room, price, SCALE, 'down');
    fraction -= fractionOf(room, price);
    if (fraction < 0) {
      left -= 1;
      fraction += SCALE;
    }
  }
  return steps;
}

/** Whether so much money, and a fraction of a minor unit, pays for so many steps. */
function pays(left: number, fraction: number, steps: number, price: number): boolean {
  const whole = divideRound(steps, price, SCALE, 'down');
  return whole < left || (whole === left && fractionOf(steps, price) <= fraction);
}

/** The same units, block by block; none where `steps` is 0. */
export function partsOf(
  blocks: readonly Block[],
  from: number,
  steps: number,
  rounding: Rounding = 'half-up',
): BlockPart[] {
  const parts: BlockPart[] = [];
  let [counted, whole, fraction] = [0, 0, 0];
  for (const { upTo, price } of blocks) {
    const left = steps - counted;
    const inBlock = upTo === null ? left : Math.min(upTo - from - counted, left);
    if (inBlock <= 0) continue;
    counted += inBlock;
    whole += divideRound(inBlock, price, SCALE, 'down');
    fraction += fractionOf(inBlock, price);
    const costSoFar = whole + divideRound(fraction, 1, SCALE, rounding);
    parts.push({ steps: inBlock, price, costSoFar });
  }
  return parts;
}

/** What `steps` cost in minor units, rounded; no more than a unit above what the till can handle. */
export function costOf(
  blocks: readonly Block[],
  from: number,
  steps: number,
  rounding: Rounding,
): number {
  const cost = partsOf(blocks, from, steps, rounding).at(-1)?.costSoFar ?? 0;
  return Math.min(cost, LARGEST_MONEY + 1);
}

/** What `steps · price` leaves when whole minor units are taken out of it. */
function fractionOf(steps: number, price: number): number {
  return ((steps % SCALE) * (price % SCALE)) % SCALE;
}
