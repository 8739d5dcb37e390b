/* How much a tariff can hold: what the contract checks, and the form says before it is sent. */

export const MOST_BLOCKS = 8;
export const MOST_CHARGES = 4;
export const MOST_TAXES = 3;

/** Free units a month, in steps of 0.1 unit. */
export const MOST_FREE_STEPS = 1_000_000;
