import { createHash, randomInt } from 'node:crypto';

/** A source of the RandomNumber of tokens: each call gives the next one, 0 to 15. */
export type RandomNumbers = () => number;

/** Unpredictable, as on a real module. */
export function randomNumbers(): RandomNumbers {
  return () => randomInt(16);
}

/** Always the same one, as the compliance tests of STS 531 prescribe. */
export function fixedRandomNumber(rnd: number): RandomNumbers {
  return () => rnd;
}

/** A sequence that the seed decides. */
export function seededRandomNumbers(seed: string): RandomNumbers {
  let drawn = 0;
  return () => {
    const digest = createHash('sha256').update(`${drawn}:${seed}`).digest();
    drawn += 1;
    return digest.readUInt8(0) & 0xf;
  };
}
