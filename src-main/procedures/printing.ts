import { actorOf, type Handlers } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** Slips: on the screen, on paper, as a file. */
export function printingHandlers(
  shop: () => Shop,
): Handlers<'slip.preview' | 'slip.print' | 'slip.pdf' | 'printer.test'> {
  return {
    'slip.preview': ({ saleId, copy }) => shop().slips.preview(saleId, copy),
    'slip.print': ({ saleId, copy }, session, approver) =>
      shop().slips.print(saleId, copy, actorOf(session, approver)),
    'slip.pdf': ({ saleId, copy }, session, approver) =>
      shop().slips.pdf(saleId, copy, actorOf(session, approver)),
    'printer.test': async ({ printer, paper }) => {
      await shop().slips.test(printer, paper);
      return {};
    },
  };
}
