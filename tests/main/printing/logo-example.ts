import {
  DOTS_ACROSS,
  type Logo,
  type LogoBlock,
  type PaperWidth,
} from '../../../src-shared/contract/logo-shapes.ts';
import { dither } from '../../../src-shared/logo/dither.ts';

const ROWS = 64;

/** A sun over a horizon that fades to the right: black, white and every grey between them. */
function grey(width: number): Uint8Array {
  return Uint8Array.from({ length: width * ROWS }, (_, at) => {
    const x = at % width;
    const y = Math.floor(at / width);
    if (Math.hypot(x - width / 2, y - ROWS / 2) < ROWS / 4) return 0;
    return y < (ROWS * 3) / 4 ? 255 : Math.floor((x * 255) / width);
  });
}

export function exampleBits(paper: PaperWidth): Uint8Array {
  return dither(grey(DOTS_ACROSS[paper]), DOTS_ACROSS[paper]);
}

const of = (paper: PaperWidth) => ({
  rows: ROWS,
  dots: Buffer.from(exampleBits(paper)).toString('base64'),
});

/** As a screen hands it over. */
export const exampleLogo: Logo = { 58: of(58), 80: of(80) };

export const exampleBlocks: Record<PaperWidth, LogoBlock> = {
  58: { kind: 'logo', ...of(58) },
  80: { kind: 'logo', ...of(80) },
};
