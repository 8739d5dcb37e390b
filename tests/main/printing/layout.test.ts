import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOnPaper, layOut } from '../../../src-main/printing/layout.ts';
import type { ReceiptBlock } from '../../../src-shared/contract/receipt.ts';

/* Where the lines of a slip are broken. */

function linesOf(block: ReceiptBlock, paper: 58 | 80): string[] {
  return layOut({ paper, name: '', blocks: [block] }).flatMap((item) =>
    item.kind === 'line' ? [item.text.trim()] : [],
  );
}

const text = (words: string, align: 'left' | 'centre') =>
  ({ kind: 'text', text: words, align }) as const;

describe('centred lines', () => {
  it('leave no word alone below a line', () => {
    const mark = {
      kind: 'mark',
      text: 'ENTRAÎNEMENT : jeton sans effet sur un vrai compteur',
    } as const;
    expect(linesOf(mark, 80)).toEqual(['ENTRAÎNEMENT : jeton sans', 'effet sur un vrai compteur']);
    const order = text('Token 1 of 4: enter them in this order', 'centre');
    expect(linesOf(order, 58)).toEqual(['Token 1 of 4: enter', 'them in this order']);
    expect(linesOf({ ...order, align: 'left' }, 58)[1]).toBe('order');
  });

  it('are no more than need be, none of them longer than the paper, with every word in its place', () => {
    const word = fc.stringMatching(/^[a-z]{1,60}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.constantFrom(58, 80), (words, paper) => {
        const written = words.join(' ');
        const centred = linesOf(text(written, 'centre'), paper);
        expect(centred).toHaveLength(linesOf(text(written, 'left'), paper).length);
        for (const line of centred) expect(line.length).toBeLessThanOrEqual(columnsOnPaper(paper));
        expect(centred.join('').replaceAll(' ', '')).toBe(words.join(''));
      }),
    );
  });
});
