import type { PrinterCondition } from '../../../src-shared/contract/printing-shapes.ts';

/** Bits that are the same in every answer to `DLE EOT`. */
const FIXED = 0x12;

/** What a printer in this condition answers to `DLE EOT n`; one that is `unknown` never answers. */
export function statusAnswer(n: number, condition: PrinterCondition): number {
  const bits: Readonly<Record<number, number>> = {
    1: ['paper-out', 'cover-open', 'offline'].includes(condition) ? 0x08 : 0,
    2: condition === 'cover-open' ? 0x04 : condition === 'paper-out' ? 0x20 : 0,
    4: condition === 'paper-out' ? 0x6c : condition === 'paper-low' ? 0x0c : 0,
  };
  return FIXED | (bits[n] ?? 0);
}

/**
 * Takes the questions off the front of what a printer got, as a printer answers them before it looks at
 * what it was sent to print.
 */
export function takeQuestions(bytes: Uint8Array): { asked: number[]; rest: Uint8Array } {
  const asked: number[] = [];
  let rest = bytes;
  for (let n = rest[2]; rest[0] === 0x10 && rest[1] === 0x04 && n !== undefined; n = rest[2]) {
    asked.push(n);
    rest = rest.subarray(3);
  }
  return { asked, rest };
}
