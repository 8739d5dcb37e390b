import { encode } from 'uqr';
import type { Paper, Raster } from './escpos-reader.ts';
import { GLYPH_HEIGHT, GLYPH_WIDTH, isInk } from './printer-font.ts';

/*
 * What a printer of 203 dpi would burn into the paper, dot by dot, from what it was sent. As Epson's: lines
 * are 30 dots apart, a code is as large as its modules were told to be.
 */

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** A dot a byte: 1 is black. */
  readonly dots: Uint8Array;
}

const LINE = 30;
const QR_MODULE = 6;
const WHITE_AROUND = 8;

/** @param columns characters of Font A in a line */
export function pictureOf(paper: Paper, columns: number): Picture {
  const width = columns * GLYPH_WIDTH;
  const heights = paper.lines.map(({ qr, raster, height }) => {
    if (raster) return raster.bits.length / (raster.width / 8);
    if (qr !== null) return encodedQr(qr).size * QR_MODULE + WHITE_AROUND;
    return (height - 1) * GLYPH_HEIGHT + LINE;
  });
  const height = heights.reduce((sum, each) => sum + each, 0);
  const picture = { width, height, dots: new Uint8Array(width * height) };
  let top = 0;
  for (const [index, line] of paper.lines.entries()) {
    if (line.raster) drawRaster(picture, line.raster, top);
    else if (line.qr !== null) drawQr(picture, line.qr, top);
    else drawLine(picture, line, top);
    top += heights[index] ?? 0;
  }
  return picture;
}

function drawRaster(picture: Picture, raster: Raster, top: number): void {
  if (raster.width > picture.width) throw new Error('dots beyond the edge of the paper');
  for (let dot = 0; dot < raster.bits.length * 8; dot += 1) {
    if (((raster.bits[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) === 0) continue;
    set(picture, dot % raster.width, top + Math.floor(dot / raster.width));
  }
}

function encodedQr(digits: string) {
  return encode(digits, { ecc: 'Q', border: 0 });
}

function drawQr(picture: Picture, digits: string, top: number): void {
  const { size, data } = encodedQr(digits);
  const left = Math.floor((picture.width - size * QR_MODULE) / 2);
  for (const [row, modules] of data.entries()) {
    for (const [column, isBlack] of modules.entries()) {
      if (isBlack) fill(picture, left + column * QR_MODULE, top + row * QR_MODULE, QR_MODULE);
    }
  }
}

function drawLine(picture: Picture, line: Paper['lines'][number], top: number): void {
  const { text, width, height, invert, bold } = line;
  // Blanks at the end of a band are part of it.
  const shown = invert ? text.padEnd(line.columns) : text;
  const indent = shown.length - shown.trimStart().length;
  // Blanks that centre a line are as wide as usual.
  const wide = (index: number) => (index < indent && !invert ? 1 : width);
  let left = 0;
  for (const [index, character] of Array.from(shown).entries()) {
    const times = wide(index);
    for (let y = 0; y < GLYPH_HEIGHT * height; y += 1) {
      for (let x = 0; x < GLYPH_WIDTH * times; x += 1) {
        const column = Math.floor(x / times);
        const row = Math.floor(y / height);
        // Bold is struck twice, a dot apart.
        const ink =
          isInk(character, column, row) ||
          (bold && column > 0 && isInk(character, column - 1, row));
        if (ink !== invert) set(picture, left + x, top + y);
      }
    }
    left += GLYPH_WIDTH * times;
  }
}

function fill(picture: Picture, left: number, top: number, size: number): void {
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) set(picture, left + x, top + y);
}

function set({ width, dots }: Picture, x: number, y: number): void {
  dots[y * width + x] = 1;
}
