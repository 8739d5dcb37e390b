import type { FoundPrinter } from '../../src-shared/contract/printing-shapes.ts';
import { actorOf, type Handlers } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

export interface PrintingHandlerParts {
  readonly shop: () => Shop;
  readonly findPrinters: () => Promise<FoundPrinter[]>;
}

/** Slips: on the screen, on paper, as a file; and the printers they come from. */
export function printingHandlers({
  shop,
  findPrinters,
}: PrintingHandlerParts): Handlers<
  'slip.preview' | 'slip.print' | 'slip.pdf' | 'printer.test' | 'printers.find'
> {
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
    'printers.find': async () => {
      const { link } = shop().moduleStatus();
      const found = await findPrinters();
      // The port of the security module is no printer's, and a slip must not go there.
      return found.filter(
        ({ printer }) =>
          !(printer.kind === 'serial' && link.kind === 'serial' && printer.path === link.path),
      );
    },
  };
}
