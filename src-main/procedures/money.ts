import type { Refund } from '../../src-shared/contract/shift-shapes.ts';
import { actorOf, type Handlers, operatorOf } from '../dispatch.ts';
import type { Shop } from '../shop.ts';
import { refundView } from '../vending/refund-desk.ts';

type Money =
  | 'sale.refund'
  | 'sale.refunds'
  | 'slip.refund'
  | 'slip.printRefund'
  | 'deposit.state'
  | 'deposit.move'
  | 'deposit.save';

/** Money of sales that is given back, and the vendor's deposit with the utility. */
export function moneyHandlers(shop: () => Shop): Handlers<Money> {
  return {
    'sale.refund': (input, session, approver) => {
      const here = shop();
      const actor = actorOf(session, approver);
      return here.view(here.selling.refunds.refund(input, operatorOf(session), actor));
    },
    'sale.refunds': ({ saleId }) => shop().books.refunds.ofSale(saleId).map(refundView),
    'slip.refund': ({ refundId }) => shop().paper.slips.refund(refundOf(shop(), refundId)),
    'slip.printRefund': async ({ refundId }) => {
      await shop().paper.slips.printRefund(refundOf(shop(), refundId));
      return {};
    },

    'deposit.state': () => shop().deposit.state(),
    'deposit.move': (input, session, approver) =>
      shop().deposit.move(input, actorOf(session, approver)),
    'deposit.save': (settings, session, approver) =>
      shop().deposit.save(settings, actorOf(session, approver)),
  };
}

function refundOf(shop: Shop, id: number): Refund {
  return refundView(shop.selling.refunds.get(id));
}
