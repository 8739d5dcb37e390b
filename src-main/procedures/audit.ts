import type { Handlers } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** What was done here and by whom, and whether the ledger is what it was. */
export function auditHandlers(shop: () => Shop): Handlers<'audit.list' | 'audit.verify'> {
  return {
    'audit.list': (question) => shop().auditDesk.list(question),
    'audit.verify': () => shop().verifyDesk.verify(),
  };
}
