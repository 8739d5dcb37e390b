import { z } from 'zod';
import { customerDetails, id, instant, language, meter } from './shapes.ts';

/** What is written down about somebody who buys. All of it may be empty. */
export const customerRecord = customerDetails.extend({
  /** Of their identity document, as it is written there. */
  idNumber: z.string().trim().max(40),
  /** Of their slips; null for the shop's. */
  language: language.nullable(),
  notes: z.string().trim().max(2000),
});
export type CustomerDetails = z.infer<typeof customerRecord>;

export const customer = z.object({
  id,
  ...customerRecord.shape,
  since: instant,
  /** Since when the account is closed: nothing is sold to any of its meters. */
  closedAt: instant.nullable(),
  /** The account that this one became part of. */
  mergedInto: id.nullable(),
});
export type Customer = z.infer<typeof customer>;

/** A customer as a line of a list. */
export const customerLine = z.object({
  id,
  name: z.string(),
  phone: z.string(),
  address: z.string(),
  closedAt: instant.nullable(),
  meters: z.int().min(0),
  /** The number of one of them, the others being said by `meters`; null where there is none. */
  drn: z.string().nullable(),
  /** One of them is marked: nobody has confirmed its configuration. */
  blind: z.boolean(),
});
export type CustomerLine = z.infer<typeof customerLine>;

/** A customer with their meters, those that are sold to first. */
export const customerFile = z.object({
  customer,
  meters: z.array(meter),
  /** How many meters there are: of very many only the first are in `meters`. */
  meterCount: z.int().min(0),
});
export type CustomerFile = z.infer<typeof customerFile>;
