import { type Handlers, someoneOf } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** Vending keys of the security module. */
export function keyHandlers(shop: () => Shop): Handlers<'keys.read' | 'keys.load' | 'keys.list'> {
  return {
    'keys.read': ({ text }) => shop().keys.read(text),
    'keys.load': ({ text }, session, approver) =>
      shop().keys.load(text, someoneOf(session, approver)),
    'keys.list': ({ limit }) => shop().keys.list(limit),
  };
}
