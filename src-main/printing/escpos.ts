import type Encoder from '@point-of-sale/receipt-printer-encoder';
import { DOTS_ACROSS, type LogoBlock } from '../../src-shared/contract/logo-shapes.ts';
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

/** Of each logo the commands that print it, made with its first slip: no sale waits for them again. */
const rasters = new WeakMap<LogoBlock, Uint8Array>();

/** The commands for an ESC/POS printer: initialise, the slip, feed, partial cut. */
export async function renderEscPos(document: ReceiptDocument): Promise<Uint8Array> {
  // Loaded with the first slip: the till must not start slower for it.
  const { default: ReceiptPrinterEncoder } = await import('@point-of-sale/receipt-printer-encoder');
  const start = (): Encoder =>
    new ReceiptPrinterEncoder({
      language: 'esc-pos',
      columns: columnsOnPaper(document.paper),
      codepageMapping: codePages,
      feedBeforeCut: LINES_BEFORE_CUT,
      // GS v 0: bands of dots, which the cheap printers know as well.
      imageMode: 'raster',
      // Some printers take a carriage return for a second line feed.
      newline: '\n',
      errors: 'strict',
    });
  const encoder = start();
  encoder.initialize().codepage('cp850');
  for (const item of layOut(document)) {
    if (item.kind === 'picture') {
      encoder.raw(raster(item.logo, document.paper, start));
      continue;
    }
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

function raster(
  logo: LogoBlock,
  paper: ReceiptDocument['paper'],
  start: () => Encoder,
): Uint8Array {
  const made = rasters.get(logo) ?? start().image(pixelsOf(logo, DOTS_ACROSS[paper])).encode();
  rasters.set(logo, made);
  return made;
}

/** Dots as the encoder wants them: red, green, blue and how opaque, a byte each. */
function pixelsOf({ rows, dots }: LogoBlock, width: number) {
  const bits = Buffer.from(dots, 'base64');
  const data = new Uint8ClampedArray(width * rows * 4).fill(0xff);
  for (let dot = 0; dot < width * rows; dot += 1) {
    if ((bits[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) data.fill(0, dot * 4, dot * 4 + 3);
  }
  return { width, height: rows, data };
}
