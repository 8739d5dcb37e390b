import type { LogoBlock } from '../../src-shared/contract/logo-shapes.ts';
import type { ReceiptBlock, ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import { assertNever } from '../../src-shared/result.ts';
import { fitText, isCodePage850 } from './characters.ts';
import { groupsOfFour } from './format.ts';

/** What a character printer does next: print a line, a QR code, or dots. */
type PaperItem =
  | {
      readonly kind: 'line';
      readonly text: string;
      readonly align: 'left' | 'centre';
      readonly bold: boolean;
      readonly invert: boolean;
      /** Times the width of a usual character, which costs as many columns. */
      readonly width: 1 | 2;
      readonly height: 1 | 2;
    }
  | { readonly kind: 'qr'; readonly digits: string }
  | { readonly kind: 'picture'; readonly logo: LogoBlock };

/**
 * Characters of Font A (12 dots wide) in a line. 58 mm paper has 384 dots: 32. 80 mm paper has 576 dots
 * at 203 dpi, the usual print head, in Epson's TM-T20 and TM-m30 as in the cheap ones: 48. Older heads
 * of 180 dpi (TM-T88) hold 42 and would wrap; laying out for those would leave the right eighth of
 * every other slip empty and would not let the token stand on one line in wide characters.
 */
const columnsOf = { 58: 32, 80: 48 } as const;

export function columnsOnPaper(paper: ReceiptDocument['paper']): 32 | 48 {
  return columnsOf[paper];
}

/** A document in character cells. No line is wider than the paper, whatever the text is. */
export function layOut(document: ReceiptDocument): PaperItem[] {
  return document.blocks.flatMap((block, index) => {
    const items = layOutBlock(block, document.paper);
    // Two marks in a row are two bands, not one black field.
    const follows = block.kind === 'mark' && document.blocks[index - 1]?.kind === 'mark';
    return follows ? [line(''), ...items] : items;
  });
}

/**
 * The lines a token stands on: five groups of four in wide characters. That fills 80 mm paper with one
 * line (24 wide characters in 48 columns). On 58 mm it takes two lines, three groups and two: large
 * digits on two lines are read and keyed more surely than narrow ones on one.
 */
export function tokenLines(digits: string, paper: ReceiptDocument['paper']): string[] {
  return wrap(groupsOfFour(digits).join(' '), columnsOnPaper(paper) / 2);
}

/** Columns between two numbers of the ruler. */
const RULER_STEP = 5;

const plain = { align: 'left', bold: false, invert: false, width: 1, height: 1 } as const;

function layOutBlock(block: ReceiptBlock, paper: ReceiptDocument['paper']): PaperItem[] {
  const columns = columnsOnPaper(paper);
  switch (block.kind) {
    case 'logo':
      // White between it and the name: a name right under a picture looks like part of it.
      return [{ kind: 'picture', logo: block }, line('')];
    case 'title':
      return title(toPrinterText(block.text), columns);
    case 'mark':
      return evenly(toPrinterText(block.text), columns - 2).map((text) => ({
        ...line(band(text, columns)),
        bold: true,
        invert: true,
        height: 2,
      }));
    case 'text':
      return (block.align === 'centre' ? evenly : wrap)(toPrinterText(block.text), columns).map(
        (text) => ({ ...line(text), align: block.align }),
      );
    case 'pair':
      return pairLines(toPrinterText(block.label), toPrinterText(block.value), columns).map(
        (text) => ({ ...line(text), bold: block.strong, height: block.strong ? 2 : 1 }),
      );
    case 'rule':
      return [line('─'.repeat(columns))];
    case 'ruler':
      return [line(columnRuler(columns))];
    case 'token':
      return [
        ...evenly(toPrinterText(block.label), columns).map((text) => ({
          ...line(text),
          align: 'centre' as const,
        })),
        ...tokenLines(block.digits, paper).map((text) => ({
          ...line(text),
          align: 'centre' as const,
          bold: true,
          width: 2 as const,
          height: 2 as const,
        })),
        // A reader wants white above the code; below it the printer feeds by itself.
        line(''),
        { kind: 'qr', digits: block.digits },
      ];
    default:
      return assertNever(block);
  }
}

/** Wide and high where two lines are enough, otherwise only high: a long name must not eat the paper. */
function title(text: string, columns: number): PaperItem[] {
  const wide = evenly(text, columns / 2);
  const width = wide.length <= 2 ? 2 : 1;
  return (width === 2 ? wide : evenly(text, columns)).map((part) => ({
    ...line(part),
    align: 'centre',
    bold: true,
    width,
    height: 2,
  }));
}

function line(text: string): PaperItem & { kind: 'line' } {
  return { kind: 'line', ...plain, text };
}

/** Text in the middle of a full line, so that its inversion is one unbroken band. */
function band(text: string, columns: number): string {
  const left = Math.floor((columns - text.length) / 2);
  return `${' '.repeat(left)}${text}`.padEnd(columns);
}

/** On one line where both fit, otherwise the value goes below, still at the right. */
function pairLines(label: string, value: string, columns: number): string[] {
  if (label.length + 1 + value.length <= columns) {
    return [label + value.padStart(columns - label.length)];
  }
  return [...wrap(label, columns), ...wrap(value, columns).map((text) => text.padStart(columns))];
}

/** `....5...10...15`, to the last column. */
export function columnRuler(columns: number): string {
  let ruler = '';
  for (let at = RULER_STEP; ruler.length < columns; at += RULER_STEP) {
    ruler += String(at).padStart(RULER_STEP, '.');
  }
  return ruler.slice(0, columns);
}

function toPrinterText(text: string): string {
  return fitText(text, isCodePage850);
}

/** As {@link wrap}, for what is centred: in as few lines, as even as they can be. A word alone below looks lost. */
function evenly(text: string, width: number): string[] {
  let lines = wrap(text, width);
  const longestWord = Math.max(...text.split(' ').map((word) => word.length));
  for (let narrower = width - 1; narrower >= longestWord; narrower -= 1) {
    const next = wrap(text, narrower);
    if (next.length > lines.length) break;
    lines = next;
  }
  return lines;
}

/** Breaks at spaces, and inside a word only where the word alone is wider than the line. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (word === '') continue;
    if (current !== '' && current.length + 1 + word.length <= width) {
      current += ` ${word}`;
      continue;
    }
    if (current !== '') lines.push(current);
    current = word;
    while (current.length > width) {
      lines.push(current.slice(0, width));
      current = current.slice(width);
    }
  }
  if (current !== '') lines.push(current);
  return lines;
}
