import { actorOf, type Handlers, operatorOf } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

type Held = 'held.list' | 'held.put' | 'held.take' | 'held.drop';

/** Sales that wait for their customers. */
export function heldHandlers(shop: () => Shop): Handlers<Held> {
  return {
    'held.list': () => shop().selling.held.list(),
    'held.put': (input, session, approver) =>
      shop().selling.held.put(input, operatorOf(session), actorOf(session, approver)),
    'held.take': ({ id }, session, approver) =>
      shop().selling.held.take(id, actorOf(session, approver)),
    'held.drop': ({ id }, session, approver) =>
      shop().selling.held.drop(id, actorOf(session, approver)),
  };
}
