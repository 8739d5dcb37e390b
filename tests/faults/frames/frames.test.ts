import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { fuzzDriver } from './fuzz-driver.ts';
import { fuzzModule } from './fuzz-module.ts';

/* A slice of `npm run fuzz:frames`, with another seed each time. */

const FRAMES = 5000;
const seed = randomBytes(4).toString('hex');

test('no frame brings the emulator down', () => {
  console.log(`npm run fuzz:frames -- --frames ${FRAMES} --seed ${seed}`);
  expect(() => fuzzModule(seed, FRAMES)).not.toThrow();
}, 30_000);

test('no answer brings the driver down, or leaves a question open', async () => {
  await expect(fuzzDriver(seed, FRAMES)).resolves.toBeUndefined();
}, 30_000);
