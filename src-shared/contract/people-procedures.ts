import { z } from 'zod';
import { newSecret, person, personDraft, personToChoose, triedSecret } from './people-shapes.ts';
import { acts, asks, looks } from './procedure.ts';
import { id, tillState } from './shapes.ts';

const nothing = z.strictObject({});
const operatorId = z.strictObject({ operatorId: id });

/** Who sits at the till. */
export const peopleProcedures = {
  /** Who may sign in here, by name. Empty while there is no shop. */
  'people.choose': looks('look', nothing, z.array(personToChoose)),
  'people.signIn': acts(
    'sign-in',
    z.strictObject({ operatorId: id, secret: triedSecret }),
    tillState,
  ),
  /** Somebody is at the till although they ask for nothing: the screen saw a key, a pointer or a touch. */
  'people.here': asks('sell', nothing, nothing),
  'people.signOut': acts('sign-in', nothing, tillState),
  /** Those who may approve of a procedure, but for whoever asks. */
  'people.approvers': asks(
    'sell',
    z.strictObject({ procedure: z.string().max(60) }),
    z.array(personToChoose),
  ),
  'people.changeSecret': acts(
    'change-own-secret',
    z.strictObject({ old: triedSecret, next: newSecret }),
    nothing,
  ),
  /** Everybody, with those who left last. */
  'people.list': asks('manage-people', nothing, z.array(person)),
  'people.save': acts('manage-people', personDraft, z.array(person)),
  /** Somebody leaves: no sign-in any more, and everything they did stays theirs. */
  'people.retire': acts('manage-people', operatorId, z.array(person)),
  /** Ends the wait after wrong tries. */
  'people.unlock': acts('manage-people', operatorId, z.array(person)),
} as const;
