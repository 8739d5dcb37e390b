/*
 * TransferAmount (IEC 62055-41): 16 bits, exponent e (2) then mantissa m (14), in steps of 0.1 kWh,
 * 0.1 m³, 0.1 kl or 0.1 minute (watts in a power limit):
 *
 *   value = 10^e · m + Σ_{n=1..e} 2^14 · 10^(n−1)
 *
 * Each exponent begins where the one before would go on, so no two fields have the same value, and a
 * larger field is a larger value.
 */

/** The largest amount a token can carry, in steps: 1 820 162.4 kWh. */
export const LARGEST_TRANSFER = 18_201_624;

/** For each exponent: the value of mantissa 0, and of one in the mantissa. */
const ranges = [
  { exponent: 3, start: 1_818_624, unit: 1000 },
  { exponent: 2, start: 180_224, unit: 100 },
  { exponent: 1, start: 16_384, unit: 10 },
  { exponent: 0, start: 0, unit: 1 },
] as const;

const MANTISSA_BITS = 14;
const LARGEST_MANTISSA = 0x3fff;
const LARGEST_FIELD = 0xffff;

/**
 * The field for an amount in steps, rounded up to the next one that can be written: the customer never
 * gets less. What the token gives is {@link decodeTransferAmount} of it.
 * @throws RangeError unless `steps` is an integer from 0 to {@link LARGEST_TRANSFER}.
 */
export function encodeTransferAmount(steps: number): number {
  if (!Number.isInteger(steps) || steps < 0 || steps > LARGEST_TRANSFER) {
    throw new RangeError(`not a transfer amount: ${steps}`);
  }
  for (const { exponent, start, unit } of ranges) {
    if (steps < start) continue;
    const mantissa = Math.ceil((steps - start) / unit);
    // Between the last value of an exponent and the first of the next: the next begins with mantissa 0.
    return mantissa > LARGEST_MANTISSA
      ? (exponent + 1) << MANTISSA_BITS
      : (exponent << MANTISSA_BITS) | mantissa;
  }
  throw new RangeError(`not a transfer amount: ${steps}`);
}

/**
 * The amount in steps that a 16-bit field stands for.
 * @throws RangeError unless `field` is an integer from 0 to 65535.
 */
export function decodeTransferAmount(field: number): number {
  const range = ranges[3 - (field >> MANTISSA_BITS)];
  if (!Number.isInteger(field) || field < 0 || field > LARGEST_FIELD || range === undefined) {
    throw new RangeError(`not a transfer amount field: ${field}`);
  }
  return range.start + range.unit * (field & LARGEST_MANTISSA);
}
