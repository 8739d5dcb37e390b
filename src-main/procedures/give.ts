import { type Handlers, operatorOf } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** Tokens that nobody pays for. */
export function giveHandlers(shop: () => Shop): Handlers<'sale.freeIssue' | 'sale.replace'> {
  return {
    'sale.freeIssue': async (input, session, approver) => {
      const here = shop();
      return here.view(await here.selling.gifts.freeIssue(input, operatorOf(session), approver));
    },
    'sale.replace': async (input, session, approver) => {
      const here = shop();
      return here.view(await here.selling.gifts.replace(input, operatorOf(session), approver));
    },
  };
}
