import { createHash } from 'node:crypto';

/** A source of numbers from 0 to below 1. */
export type Chance = () => number;

/** A sequence that the seed decides, the same on every machine (sfc32, begun by SHA-256 of the seed). */
export function seededChance(seed: string): Chance {
  const start = createHash('sha256').update(seed).digest();
  let a = start.readInt32LE(0);
  let b = start.readInt32LE(4);
  let c = start.readInt32LE(8);
  let counter = start.readInt32LE(12);
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x1_0000_0000;
  };
}

/** A whole number from 0 to below `count`. */
export function below(count: number, chance: Chance): number {
  return Math.floor(chance() * count);
}
