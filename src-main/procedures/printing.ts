import type { Handlers } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** Slips: on the screen, on paper, as a file. */
export function printingHandlers(
  shop: () => Shop,
): Handlers<'slip.preview' | 'slip.print' | 'slip.pdf' | 'printer.test'> {
  return {
    'slip.preview': ({ saleId, copy }) => shop().slips.preview(saleId, copy),
    'slip.print': ({ saleId, copy }) => shop().slips.print(saleId, copy),
    'slip.pdf': ({ saleId, copy }) => shop().slips.pdf(saleId, copy),
    'printer.test': async ({ printer, paper }) => {
      await shop().slips.test(printer, paper);
      return {};
    },
  };
}
