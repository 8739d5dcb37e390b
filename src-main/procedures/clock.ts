import { actorOf, type Handlers } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** This computer's clock. */
export function clockHandlers(shop: () => Shop): Handlers<'clock.confirm'> {
  return {
    'clock.confirm': async (_, session, approver) => {
      await shop().selling.clockGuard.confirm(actorOf(session, approver));
      return {};
    },
  };
}
