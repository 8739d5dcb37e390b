import { procedures } from '../../src-shared/contract/procedures.ts';
import type { TillState } from '../../src-shared/contract/shapes.ts';
import { actorOf, type Handlers, isProcedure, operatorOf, type Session } from '../dispatch.ts';
import { Refusal } from '../refusal.ts';
import type { Shop } from '../shop.ts';

type People =
  | 'people.choose'
  | 'people.signIn'
  | 'people.signOut'
  | 'people.here'
  | 'people.approvers'
  | 'people.changeSecret'
  | 'people.list'
  | 'people.save'
  | 'people.retire'
  | 'people.unlock';

export interface PeopleParts {
  readonly shop: () => Shop;
  readonly hasShop: () => boolean;
  readonly stateOf: (session: Session) => TillState;
  /** Somebody is another by now, or gone: what they signed in to follows. */
  readonly peopleChanged: () => void;
}

/** Who sits at the till, and who may. */
export function peopleHandlers({
  shop,
  hasShop,
  stateOf,
  peopleChanged,
}: PeopleParts): Handlers<People> {
  const listed = () => {
    peopleChanged();
    return shop().staff.people.list();
  };
  return {
    'people.choose': () => (hasShop() ? shop().staff.signIn.people() : []),
    'people.signIn': async ({ operatorId, secret }, session) => {
      const here = shop();
      const operator = await here.staff.signIn.signIn(operatorId, secret);
      // Checking takes a moment, and a secret opens only the shop it was typed for.
      if (shop() !== here) throw new Refusal('people.wrong-secret');
      const before = session.operator;
      if (before && before.id !== operator.id) here.staff.signedOut(before);
      here.staff.signedIn(operator);
      session.operator = operator;
      return stateOf(session);
    },
    'people.signOut': (_, session) => {
      if (hasShop() && session.operator) shop().staff.signedOut(session.operator);
      session.operator = null;
      return stateOf(session);
    },
    // That it was asked is all there is to it: dispatch has noted it.
    'people.here': () => ({}),
    'people.approvers': ({ procedure }, session) => {
      if (!isProcedure(procedure)) throw new Refusal('no-such-procedure', { procedure });
      const own = operatorOf(session).id;
      const { permission } = procedures[procedure];
      return shop()
        .staff.signIn.people(permission)
        .filter(({ id }) => id !== own);
    },
    'people.changeSecret': async ({ old, next }, session) => {
      await shop().staff.signIn.changeSecret(operatorOf(session).id, old, next);
      return {};
    },
    'people.list': () => shop().staff.people.list(),
    'people.save': async (draft, session, approver) => {
      await shop().staff.people.save(draft, actorOf(session, approver));
      return listed();
    },
    'people.retire': ({ operatorId }, session, approver) => {
      shop().staff.people.retire(operatorId, actorOf(session, approver));
      return listed();
    },
    'people.unlock': ({ operatorId }, session, approver) => {
      shop().staff.people.unlock(operatorId, actorOf(session, approver));
      return listed();
    },
  };
}
