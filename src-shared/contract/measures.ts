import { z } from 'zod';
import { LARGEST_MONEY } from '../pricing/money.ts';

/* What amounts and moments are counted in, everywhere in the contract. */

/** Minor units of the shop's currency. */
export const money = z.int().min(0).max(LARGEST_MONEY);
/** Steps of 0.1 of a resource's unit. */
export const steps = z.int().min(0);
/** ISO 8601 in UTC. */
export const instant = z.iso.datetime();
export const id = z.int().min(1);
