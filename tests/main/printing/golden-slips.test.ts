import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { messagesIn } from '../../../src-main/messages.ts';
import { fitText, isCodePage850 } from '../../../src-main/printing/characters.ts';
import { renderEscPos } from '../../../src-main/printing/escpos.ts';
import { columnsOnPaper } from '../../../src-main/printing/layout.ts';
import { licenceSlip } from '../../../src-main/printing/licence-slip.ts';
import { refundSlip } from '../../../src-main/printing/refund-slip.ts';
import { xSlip, zSlip } from '../../../src-main/printing/report-slip.ts';
import { saleSlip, testSlip } from '../../../src-main/printing/slip.ts';
import type { LicenceLoad } from '../../../src-shared/contract/licence-shapes.ts';
import type { ReceiptDocument } from '../../../src-shared/contract/receipt.ts';
import type { ShopSettings } from '../../../src-shared/contract/shapes.ts';
import { report, z } from '../shifts/report-example.ts';
import { dump } from './dump.ts';
import { readEscPos } from './escpos-reader.ts';
import { facts, refund, sale, together } from './example.ts';
import { type Picture, pictureOf } from './paper-picture.ts';
import { readPng, writePng } from './png.ts';
import { previewText, squeeze } from './preview.ts';

/*
 * Each slip in each width and language: the bytes, and the picture that a printer makes of them, against
 * those that somebody looked at. `UPDATE_GOLDEN=1` draws the pictures anew; then look at them.
 */

const load: LicenceLoad = {
  id: 4,
  state: 'loaded',
  at: '2026-03-01T08:00:00.000Z',
  operatorName: 'Thandi',
  moduleId: '94000001',
  digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  licenceId: 'L-20260301',
  transactions: 5_000,
  unlimited: false,
  expiresOn: '2027-11-30',
  warrantyUntil: '2027-11-30',
  renewalMonth: 11,
  counterBefore: 120,
  counterAfter: 5_130,
  reissued: 10,
  problem: null,
};

const keyChange = [
  '59146213089934217705',
  '17705591462130899342',
  '34217705591462130899',
  '08993421770559146213',
];

const languages = ['en', 'fr', 'pt', 'sw'] as const;
const papers = [58, 80] as const;
type Language = (typeof languages)[number];

async function slipsIn(
  language: Language,
  paper: ShopSettings['paper'],
): Promise<Record<string, ReceiptDocument>> {
  const { t } = await messagesIn(language, 'ZAR');
  const shop = { paper, language };
  const here = { ...facts({ shop }), t };
  const training = { ...facts({ shop, sale: { training: true }, facts: { copy: true } }), t };
  return {
    sale: saleSlip(here),
    'copy-training': saleSlip(training),
    'key-change': saleSlip({ ...here, tokens: keyChange }),
    together: saleSlip({ ...here, together }),
    refund: refundSlip({ ...here, refund }),
    x: xSlip({ ...here, report, training: false }),
    z: zSlip({ ...here, z, copy: false }),
    licence: licenceSlip({ ...here, load, training: false, copy: false }),
    test: testSlip({ ...here, at: sale.at, printer: 'till-printer' }),
  };
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`golden/pictures/${name}.png`, import.meta.url));
}

/** How many dots are other ones; all of them where the sizes differ. */
function differing(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return one.dots.length;
  return one.dots.reduce((sum, dot, index) => sum + (dot === other.dots[index] ? 0 : 1), 0);
}

describe.each(languages)('in %s', (language) => {
  describe.each(papers)('on %i mm paper', (paper) => {
    it('is sent as the golden bytes', async () => {
      const slips = await slipsIn(language, paper);
      const parts: string[] = [];
      for (const [name, document] of Object.entries(slips)) {
        parts.push(`== ${name}\n${dump(await renderEscPos(document))}\n`);
      }
      await expect(parts.join('')).toMatchFileSnapshot(`golden/bytes/${language}-${paper}.txt`);
    }, 30_000);

    it('looks like the golden pictures', async () => {
      const wrong: Record<string, number> = {};
      for (const [name, document] of Object.entries(await slipsIn(language, paper))) {
        const paperRead = readEscPos(await renderEscPos(document));
        const picture = pictureOf(paperRead, columnsOnPaper(paper));
        const file = pathOf(`${name}-${language}-${paper}`);
        if (process.env.UPDATE_GOLDEN) {
          mkdirSync(pathOf('x').replace(/x\.png$/, ''), { recursive: true });
          writeFileSync(file, writePng(picture));
        }
        const dots = existsSync(file) ? differing(picture, readPng(readFileSync(file))) : -1;
        if (dots !== 0) wrong[name] = dots;
      }
      expect(wrong).toEqual({});
    }, 30_000);

    it('says on paper what the preview says', async () => {
      for (const document of Object.values(await slipsIn(language, paper))) {
        const { lines } = readEscPos(await renderEscPos(document));
        // The ruler is of the paper, and not of the document.
        const text = lines
          .map((line) => line.text)
          .filter((line) => !/^\.{3}\d/.test(line.slice(1)));
        // A printer writes a curved apostrophe as a straight one.
        const written = fitText(previewText(document), isCodePage850);
        expect(squeeze(text.join('\n'))).toBe(squeeze(written));
      }
    }, 30_000);
  });
});

it('a picture tells of a single dot', async () => {
  const { sale: document } = await slipsIn('en', 58);
  if (!document) return expect.fail('no slip');
  const picture = pictureOf(readEscPos(await renderEscPos(document)), 32);
  const other = readPng(writePng(picture));
  expect(differing(picture, other)).toBe(0);
  other.dots[1234] = other.dots[1234] === 1 ? 0 : 1;
  expect(differing(picture, other)).toBe(1);
});

it('a token set is numbered in the order the meter needs', async () => {
  const { 'key-change': document } = await slipsIn('en', 80);
  const tokens = document?.blocks.flatMap((block) => (block.kind === 'token' ? [block] : []));
  expect(tokens?.map(({ digits }) => digits)).toEqual(keyChange);
  expect(tokens?.map(({ label }) => label.slice(0, 12))).toEqual([
    'Token 1 of 4',
    'Token 2 of 4',
    'Token 3 of 4',
    'Token 4 of 4',
  ]);
});
