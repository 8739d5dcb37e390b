import { z } from 'zod';
import { roles } from './permissions.ts';

export const role = z.enum(roles);

/** What a person proves to be themselves with: digits for a till, or a password. */
export const secretKind = z.enum(['pin', 'password']);

const id = z.int().min(1);

/** Four to twelve digits. */
export const pin = z.string().regex(/^\d{4,12}$/);

/** A secret being chosen. A password is at least as hard to guess as a PIN of twelve digits. */
export const newSecret = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pin'), text: pin }),
  z.strictObject({ kind: z.literal('password'), text: z.string().min(8).max(128) }),
]);
export type NewSecret = z.infer<typeof newSecret>;

/** A secret being tried: whose kind it has to be is not told beforehand. */
export const triedSecret = z.string().min(1).max(128);

/** Somebody who may stand by and approve: who, and their PIN or password. */
export const approval = z.strictObject({ operatorId: id, secret: triedSecret });
export type Approval = z.infer<typeof approval>;

/** A person to choose at the sign-in. */
export const personToChoose = z.object({
  id,
  name: z.string(),
  role,
  secret: secretKind,
  /** Seconds before the next try is heard; 0 for none. */
  wait: z.int().min(0),
});
export type PersonToChoose = z.infer<typeof personToChoose>;

/** A person as whoever manages people sees them. */
export const person = personToChoose.extend({
  createdAt: z.iso.datetime(),
  /** Null for who still works here. */
  retiredAt: z.iso.datetime().nullable(),
});
export type Person = z.infer<typeof person>;

export const personDraft = z.strictObject({
  /** Null for somebody new. */
  id: id.nullable(),
  name: z.string().trim().min(1).max(40),
  role,
  /** Null to leave it as it is; somebody new needs one. */
  secret: newSecret.nullable(),
});
