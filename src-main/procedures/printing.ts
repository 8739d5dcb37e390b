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
  | 'slip.preview'
  | 'slip.print'
  | 'slip.pdf'
  | 'slip.text'
  | 'slip.printLicence'
  | 'printer.test'
  | 'printers.find'
  | 'printer.state'
  | 'slips.waiting'
  | 'slips.print'
  | 'slips.file'
  | 'slips.forget'
  | 'drawer.open'
  | 'drawer.test'
> {
  return {
    'slip.preview': ({ saleId, copy }) => shop().paper.slips.preview(saleId, copy),
    'slip.print': ({ saleId, copy }, session, approver) =>
      shop().paper.slips.print(saleId, copy, actorOf(session, approver)),
    'slip.pdf': ({ saleId, copy }, session, approver) =>
      shop().paper.slips.pdf(saleId, copy, actorOf(session, approver)),
    'printer.test': async ({ printer, paper }) => {
      await shop().paper.slips.test(printer, paper);
      return {};
    },
    'slip.text': async ({ saleId, copy }, session, approver) =>
      shop().paper.slips.text(saleId, copy, actorOf(session, approver)),
    'slip.printLicence': ({ id, copy }, session, approver) =>
      shop().paper.licences.print(id, copy, actorOf(session, approver)),
    'printer.state': () => shop().paper.printing.state(),
    'slips.waiting': () => shop().paper.printing.waiting(),
    'slips.print': ({ id, where }, session, approver) =>
      shop().paper.printing.printWaiting(id, where, actorOf(session, approver)),
    'slips.file': ({ id }, session, approver) =>
      shop().paper.printing.fileWaiting(id, actorOf(session, approver)),
    'slips.forget': ({ id }, session, approver) => {
      shop().paper.printing.forget(id, actorOf(session, approver));
      return {};
    },
    'drawer.open': async ({ reason }, session, approver) => {
      await shop().paper.drawer.open(reason, actorOf(session, approver));
      return {};
    },
    'drawer.test': async ({ printer, drawer }) => {
      await shop().paper.drawer.test(drawer, printer);
      return {};
    },
    'printers.find': async () => {
      const { link } = shop().moduleStatus();
      // Asking a USB printer for its name opens and closes it, be a slip on its way to it or not.
      const found = await shop().paper.printing.between(findPrinters);
      // The port of the security module is no printer's, and a slip must not go there.
      return found.filter(
        ({ printer }) =>
          !(printer.kind === 'serial' && link.kind === 'serial' && printer.path === link.path),
      );
    },
  };
}
