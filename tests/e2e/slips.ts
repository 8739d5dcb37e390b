import { type Paper, readEscPos } from '../main/printing/escpos-reader.ts';

/** A slip that came out of the printer, as a customer reads it. */
export interface PrintedSlip {
  readonly paper: Paper;
  /** Every line that is not empty. */
  readonly lines: readonly string[];
  /** Lines printed white on black: TRAINING, COPY. */
  readonly marks: readonly string[];
  /** The 20 digits of the token, read from where they stand at double height. */
  readonly token: string;
}

export function readSlip(bytes: Uint8Array): PrintedSlip {
  const paper = readEscPos(bytes);
  const lines = paper.lines.map(({ text }) => text.trim()).filter((text) => text !== '');
  const marks = paper.lines
    .filter(({ invert, text }) => invert && text.trim() !== '')
    .map(({ text }) => text.trim());
  const token = paper.lines
    .filter(({ text, height }) => height === 2 && /^[\d\s]+$/.test(text))
    .map(({ text }) => text.replaceAll(/\s/g, ''))
    .join('');
  return { paper, lines, marks, token };
}
