import type { TogetherSold } from '../../src-shared/contract/together-shapes.ts';
import { type Handlers, operatorOf } from '../dispatch.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Shop } from '../shop.ts';
import { togetherView } from '../vending/together-view.ts';

type Together = 'sale.quoteTogether' | 'sale.sellTogether' | 'sales.together';

/** Several meters in one payment. */
export function togetherHandlers(shop: () => Shop): Handlers<Together> {
  return {
    'sale.quoteTogether': ({ lines }) => shop().selling.seller.together.quote(lines),
    'sale.sellTogether': async (input, session) => {
      const here = shop();
      const sales = await here.selling.seller.together.sell(input, operatorOf(session));
      here.selling.onStep?.('tell', 'before');
      const shown = shownOf(here, sales);
      here.selling.onStep?.('tell', 'at');
      return shown;
    },
    'sales.together': ({ saleId }) => {
      const here = shop();
      return shownOf(here, here.selling.seller.together.of(saleId));
    },
  };
}

function shownOf(here: Shop, sales: readonly SaleRecord[]): TogetherSold {
  return togetherView(
    sales.map((sale) => here.view(sale)),
    here.messages.t,
  );
}
