import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import { columnsOnPaper, layOut } from './layout.ts';

/**
 * Code page 850, number 2 for `ESC t` at Epson and its imitators alike. It holds all of Latin-1, so one
 * page does for a whole slip. The encoder's automatic choice takes 25 ms a slip, and the pages it would
 * add have other numbers in other printers: there a wrong letter, here one without its accent.
 */
const codePages = { cp850: 2 };

/** Dots of a QR module: 21 modules of 6 dots are 16 mm, which a telephone reads from a hand away. */
const QR_MODULE_DOTS = 6;

/** From the print head to the knife. */
const LINES_BEFORE_CUT = 4;

/** The commands for an ESC/POS printer: initialise, the slip, feed, partial cut. */
export async function renderEscPos(document: ReceiptDocument): Promise<Uint8Array> {
  // Loaded with the first slip: the till must not start slower for it.
  const { default: ReceiptPrinterEncoder } = await import('@point-of-sale/receipt-printer-encoder');
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: columnsOnPaper(document.paper),
    codepageMapping: codePages,
    feedBeforeCut: LINES_BEFORE_CUT,
    // Some printers take a carriage return for a second line feed.
    newline: '\n',
    errors: 'strict',
  });
  encoder.initialize().codepage('cp850');
  for (const item of layOut(document)) {
    if (item.kind === 'qr') {
      encoder.align('center').qrcode(item.digits, { size: QR_MODULE_DOTS, errorlevel: 'q' });
      continue;
    }
    encoder
      .align(item.align === 'centre' ? 'center' : 'left')
      .bold(item.bold)
      .invert(item.invert)
      .size(item.width, item.height)
      .line(item.text);
  }
  return encoder.align('left').bold(false).invert(false).size(1, 1).cut('partial').encode();
}
