import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderEscPos } from '../../../src-main/printing/escpos.ts';
import { columnsOnPaper } from '../../../src-main/printing/layout.ts';
import type { ReceiptDocument } from '../../../src-shared/contract/receipt.ts';
import { readEscPos } from './escpos-reader.ts';
import { type Picture, pictureOf } from './paper-picture.ts';
import { readPng, writePng } from './png.ts';

/** How many dots are other ones; all of them where the sizes differ. */
export function differing(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return one.dots.length;
  return one.dots.reduce((sum, dot, index) => sum + (dot === other.dots[index] ? 0 : 1), 0);
}

/**
 * How many dots of each slip are not as in its golden picture, where that is any; -1 where there is none.
 * `UPDATE_GOLDEN=1` draws the pictures anew; then look at them.
 *
 * @param fileOf the name of a slip's picture
 */
export async function wrongPictures(
  slips: Record<string, ReceiptDocument>,
  fileOf: (name: string) => string,
): Promise<Record<string, number>> {
  const wrong: Record<string, number> = {};
  for (const [name, document] of Object.entries(slips)) {
    const paper = readEscPos(await renderEscPos(document));
    const picture = pictureOf(paper, columnsOnPaper(document.paper));
    const file = fileURLToPath(new URL(`golden/pictures/${fileOf(name)}.png`, import.meta.url));
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, writePng(picture));
    }
    const dots = existsSync(file) ? differing(picture, readPng(readFileSync(file))) : -1;
    if (dots !== 0) wrong[name] = dots;
  }
  return wrong;
}
