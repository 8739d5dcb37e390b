import { z } from 'zod';

/*
 * The shop's logo, as dots of a receipt printer. The picture it was made from never leaves the screen: there
 * it is decoded, by the browser's own decoders and in its sandbox, and what the till is handed can be nothing
 * but black and white dots of a known size.
 */

/** Dots across each paper: all that a print head of 203 dpi has. */
export const DOTS_ACROSS = { 58: 384, 80: 576 } as const;
export type PaperWidth = keyof typeof DOTS_ACROSS;

/** 3 cm of paper: a logo is no poster. */
export const MOST_LOGO_ROWS = 240;

/** Base64 of rows of dots, 8 a byte, the leftmost first, 1 is black. Rows come in eights: so printers have them. */
const rows = z.int().min(8).max(MOST_LOGO_ROWS).multipleOf(8);
const dots = z.base64().max(textLength(80, MOST_LOGO_ROWS));

function logoOn(paper: PaperWidth) {
  return z
    .strictObject({ rows, dots })
    .refine((logo) => logo.dots.length === textLength(paper, logo.rows));
}

/** Eight rows are a multiple of three bytes on either paper, so that base64 has nothing left over. */
function textLength(paper: PaperWidth, rowCount: number): number {
  return ((DOTS_ACROSS[paper] / 8) * rowCount * 4) / 3;
}

/** A logo for each paper, as wide as its print head. */
export const logo = z.strictObject({ 58: logoOn(58), 80: logoOn(80) });
export type Logo = z.infer<typeof logo>;

/** A logo on a slip: as wide as the slip's paper. */
export const logoBlock = z.object({ kind: z.literal('logo'), rows, dots });
export type LogoBlock = z.infer<typeof logoBlock>;
