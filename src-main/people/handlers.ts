import type { Handlers } from '../dispatch.ts';
import { Refusal } from '../refusal.ts';
import type { Shop } from '../shop.ts';
import type { StateOf } from '../till-state.ts';

/** Who sits at the till. */
export function peopleHandlers(
  shop: () => Shop,
  stateOf: StateOf,
): Handlers<'people.signIn' | 'people.signOut' | 'people.changePin'> {
  return {
    'people.signIn': async ({ pin }, session) => {
      session.operator = await shop().signIn.withPin(pin);
      return stateOf(session);
    },
    'people.signOut': (_, session) => {
      session.operator = null;
      return stateOf(session);
    },
    'people.changePin': async ({ oldPin, newPin }, session) => {
      if (!session.operator) throw new Refusal('sign-in-first');
      await shop().signIn.changePin(session.operator.id, oldPin, newPin);
      return {};
    },
  };
}
