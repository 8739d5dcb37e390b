import { type Handlers, operatorOf } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** Licences of the security module. */
export function licenceHandlers(
  shop: () => Shop,
): Handlers<'licences.read' | 'licences.load' | 'licences.list'> {
  return {
    'licences.read': ({ text }) => shop().licences.read(text),
    'licences.load': ({ text }, session) => shop().licences.load(text, operatorOf(session)),
    'licences.list': ({ limit }) => {
      const here = shop();
      // What is not settled yet may be by now; the screen is told by an event.
      here.settleLicences();
      return here.licences.list(limit);
    },
  };
}
