import { describe, expect, it } from 'vitest';
import { fitText, isCodePage850 } from '../../../src-main/printing/characters.ts';
import { renderEscPos } from '../../../src-main/printing/escpos.ts';
import { dump } from './dump.ts';
import { readEscPos } from './escpos-reader.ts';
import { differing, wrongPictures } from './golden-pictures.ts';
import { pictureOf } from './paper-picture.ts';
import { readPng, writePng } from './png.ts';
import { previewText, squeeze } from './preview.ts';
import { keyChange, languages, papers, slipsIn } from './slips-example.ts';

/*
 * Each slip in each width and language: the bytes, and the picture that a printer makes of them, against
 * those that somebody looked at. `UPDATE_GOLDEN=1` draws the pictures anew; then look at them.
 */

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
      const slips = await slipsIn(language, paper);
      const wrong = await wrongPictures(slips, (name) => `${name}-${language}-${paper}`);
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
