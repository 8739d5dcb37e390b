import type { TillState } from '../../src-shared/contract/shapes.ts';
import type { Handlers, Session } from '../dispatch.ts';
import { Refusal } from '../refusal.ts';
import type { Shop } from '../shop.ts';

/** Who sits at the till. */
export function peopleHandlers(
  shop: () => Shop,
  stateOf: (session: Session) => TillState,
): Handlers<'people.signIn' | 'people.signOut' | 'people.changePin'> {
  return {
    'people.signIn': async ({ pin }, session) => {
      const here = shop();
      const operator = await here.signIn.withPin(pin);
      // Checking takes a moment, and a PIN opens only the shop it was typed for.
      if (shop() !== here) throw new Refusal('people.wrong-pin');
      session.operator = operator;
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
