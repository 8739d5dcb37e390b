import { actorOf, type Handlers } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** The picture on top of every slip. */
export function logoHandlers(shop: () => Shop): Handlers<'logo.get' | 'logo.save' | 'logo.remove'> {
  return {
    'logo.get': () => ({ logo: shop().paper.logo.get() }),
    'logo.save': ({ logo }, session, approver) => {
      shop().paper.logo.save(logo, actorOf(session, approver));
      return {};
    },
    'logo.remove': (_, session, approver) => {
      shop().paper.logo.remove(actorOf(session, approver));
      return {};
    },
  };
}
