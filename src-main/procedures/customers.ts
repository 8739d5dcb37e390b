import type { customerProcedures } from '../../src-shared/contract/customer-procedures.ts';
import { actorOf, type Handlers } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** Who buys, and which meters are theirs. */
export function customerHandlers(shop: () => Shop): Handlers<keyof typeof customerProcedures> {
  const desk = () => shop().customers;
  return {
    'customers.list': ({ after, limit }) => desk().list(after, limit),
    'customers.find': ({ text, limit }) => desk().find(text, limit),
    'customers.get': ({ customerId }) => desk().file(customerId),
    'customers.sales': (input) => {
      const here = shop();
      const { sales, more } = here.customers.sales(input);
      return { sales: sales.map((sale) => here.view(sale)), more };
    },
    'customers.save': ({ customerId, details }, session, approver) =>
      desk().save(customerId, details, actorOf(session, approver)),
    'customers.addMeter': (input, session, approver) =>
      desk().addMeter(input, actorOf(session, approver)),
    'customers.moveMeter': ({ meterId, customerId }, session, approver) =>
      desk().moveMeter(meterId, customerId, actorOf(session, approver)),
    'customers.replaceMeter': (input, session, approver) =>
      desk().replaceMeter(input, actorOf(session, approver)),
    'customers.merge': ({ from, into }, session, approver) =>
      desk().merge(from, into, actorOf(session, approver)),
    'customers.close': ({ customerId }, session, approver) =>
      desk().close(customerId, actorOf(session, approver)),
    'customers.reopen': ({ customerId }, session, approver) =>
      desk().reopen(customerId, actorOf(session, approver)),
    'customers.closeMeter': ({ meterId }, session, approver) =>
      desk().closeMeter(meterId, actorOf(session, approver)),
    'customers.reopenMeter': ({ meterId }, session, approver) =>
      desk().reopenMeter(meterId, actorOf(session, approver)),
  };
}
