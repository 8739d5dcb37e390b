import type { Handlers } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** What is asked about tokens that were sold. */
export function tokenHandlers(shop: () => Shop): Handlers<'tokens.explain'> {
  return {
    'tokens.explain': (input) => shop().selling.tokens.explain(input),
  };
}
