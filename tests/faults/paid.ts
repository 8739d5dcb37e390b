import { below, type Chance } from '../../src-main/module/emulator/seeded.ts';

/** More than any customer of a new training shop has to pay of charges and debts before the first unit. */
const LEAST = 5_000;
const SPREAD = 30_000;

/** What somebody pays for a sale, minor units. */
export function somePaid(chance: Chance): number {
  return LEAST + below(SPREAD, chance);
}
