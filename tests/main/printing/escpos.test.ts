import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderEscPos } from '../../../src-main/printing/escpos.ts';
import { refundSlip } from '../../../src-main/printing/refund-slip.ts';
import { saleSlip, testSlip } from '../../../src-main/printing/slip.ts';
import type { ReceiptDocument } from '../../../src-shared/contract/receipt.ts';
import { drawPaper, type Paper, readEscPos } from './escpos-reader.ts';
import { facts, forNothing, itemised, refund, sale } from './example.ts';
import { previewText, squeeze } from './preview.ts';

const widths = [
  [58, 32],
  [80, 48],
] as const;

async function printed(document: ReceiptDocument): Promise<Paper> {
  return readEscPos(await renderEscPos(document));
}

function text(paper: Paper): string {
  return paper.lines.map((line) => line.text).join('\n');
}

function tokenOn(paper: Paper): string {
  return paper.lines
    .filter((line) => line.width === 2 && line.height === 2 && /^[\d ]+$/.test(line.text))
    .map((line) => line.text.trim())
    .join(' ');
}

const awkward = saleSlip(
  facts({
    shop: { name: 'Mabopane Electricity and Water Vending Co-operative', currency: 'NGN' },
    sale: {
      customerName: 'Ọládélé Ɓello-Constantinopolitanischedudelsackspfeifenmachergesellschaft',
      operatorName: 'João Gonçalves',
    },
  }),
);

describe.each(widths)('on %i mm paper', (paper, columns) => {
  const examples: Record<string, ReceiptDocument> = {
    sale: saleSlip(facts({ shop: { paper } })),
    'training-copy': saleSlip(
      facts({ shop: { paper }, sale: { training: true }, facts: { copy: true } }),
    ),
    'on-account': saleSlip(
      facts({ shop: { paper }, sale: { payment: 'account', refunded: 2_000 } }),
    ),
    itemised: saleSlip(facts({ shop: { paper }, sale: { quote: itemised } })),
    'free-issue': saleSlip(
      facts({ shop: { paper }, sale: { kind: 'free-issue', quote: forNothing } }),
    ),
    refund: refundSlip({ ...facts({ shop: { paper } }), refund }),
    awkward: { ...awkward, paper },
    test: testSlip({ ...facts({ shop: { paper } }), at: sale.at, printer: 'till-printer' }),
  };

  it.each(Object.entries(examples))('prints %s as the golden slip', async (name, document) => {
    const slip = drawPaper(await printed(document), columns);
    await expect(slip).toMatchFileSnapshot(`golden/${name}-${paper}.txt`);
  });

  it('prints a token in five groups of four, double height and width, with its QR code', async () => {
    const slip = await printed(saleSlip(facts({ shop: { paper } })));
    expect(tokenOn(slip)).toBe('5914 6213 0899 3421 7705');
    expect(slip.qr).toEqual(['59146213089934217705']);
    expect(slip.cut).toBe(true);
  });

  it('holds any names: no line too long, every digit in order, no command from a text', async () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.string({
        unit: fc.constantFrom(...'\u001b\u001d\u001c\u0010\u0014\n!@VBia§¶'),
        maxLength: 40,
      }),
    );
    const digits = fc.stringMatching(/^\d{20}$/);
    await fc.assert(
      fc.asyncProperty(name, name, name, digits, async (shopName, customerName, footer, token) => {
        const slip = await printed(
          saleSlip(
            facts({
              shop: { paper, name: shopName, slipFooter: footer },
              sale: { customerName, token },
            }),
          ),
        );
        for (const line of slip.lines) expect(line.columns).toBeLessThanOrEqual(columns);
        expect(slip.qr).toEqual([token]);
        expect(tokenOn(slip).replaceAll(' ', '')).toContain(token);
        expect(text(slip)).toContain('Meter');
      }),
      { numRuns: 100 },
    );
  });

  it('prints the text of the document and no other', async () => {
    const latin = fc.stringMatching(/^[A-Za-zÀ-ÿ0-9 .,'&-]{0,100}$/);
    await fc.assert(
      fc.asyncProperty(latin, latin, fc.boolean(), async (name, customerName, copy) => {
        const document = saleSlip(
          facts({
            shop: { paper, name },
            sale: { customerName, training: !copy },
            facts: { copy },
          }),
        );
        expect(squeeze(text(await printed(document)))).toBe(previewText(document));
      }),
      { numRuns: 50 },
    );
  });
});

describe('characters', () => {
  const name = async (customerName: string) => {
    const document = saleSlip(facts({ shop: { paper: 80 }, sale: { customerName } }));
    const lines = (await printed(document)).lines.map((line) => line.text);
    return lines
      .find((line) => line.startsWith('Customer'))
      ?.slice('Customer'.length)
      .trim();
  };

  it('prints Latin-1 as it is, but for two signs', async () => {
    for (let first = 0xa1; first <= 0xff; first += 16) {
      const letters = Array.from(
        { length: Math.min(16, 0x100 - first) },
        (_, index) => first + index,
      )
        .filter((code) => ![0xa7, 0xad, 0xb6].includes(code))
        .map((code) => String.fromCharCode(code))
        .join('');
      expect(await name(letters)).toBe(letters);
    }
  });

  it.each([
    ['Adébáyọ̀ Ọláńrewájú', 'Adébáyo Olánrewájú'],
    ['Ɗanjuma Ƙanƙara Ɓala', 'Danjuma Kankara Bala'],
    ['Łukasz Dvořák', 'Lukasz Dvorák'],
    ['“Big” Joe’s – №1…', '"Big" Joe\'s - No1...'],
    ['§ 5', 'par. 5'],
    ['Tab\there', 'Tab here'],
    ['\u202eevil\u202c\u200b', 'evil'],
    ['አበበ', '???'],
    ['Joe 👍🏽', 'Joe ??'],
  ])('prints %j readably', async (typed, paper) => {
    expect(await name(typed)).toBe(paper);
  });
});
