import { type Handlers, someoneOf } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** Licences of the security module. */
export function licenceHandlers(
  shop: () => Shop,
): Handlers<'licences.read' | 'licences.load' | 'licences.list'> {
  return {
    'licences.read': ({ text }) => shop().licences.read(text),
    'licences.load': ({ text }, session, approver) =>
      shop().licences.load(text, someoneOf(session, approver)),
    'licences.list': ({ limit }) => {
      const here = shop();
      // What is not settled yet may be by now; the screen is told by an event.
      here.settleLicences();
      return here.licences.list(limit);
    },
  };
}
