import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderEscPos } from '../../../src-main/printing/escpos.ts';
import { renderPdf } from '../../../src-main/printing/pdf.ts';
import { plainSlip } from '../../../src-main/printing/plain-slip.ts';
import { DOTS_ACROSS } from '../../../src-shared/contract/logo-shapes.ts';
import { dump } from './dump.ts';
import { readEscPos } from './escpos-reader.ts';
import { wrongPictures } from './golden-pictures.ts';
import { exampleBits, exampleBlocks } from './logo-example.ts';
import { readPdf } from './pdf-reader.ts';
import { papers, slipsIn } from './slips-example.ts';

/* The shop's logo on top of each slip, in both widths; below it the slip is what it is without. */

/** From the beginning to where the first line is printed. */
const START = 2 + 2 + 3 + 3;

afterEach(() => void vi.restoreAllMocks());

describe.each(papers)('on %i mm paper', (paper) => {
  it('each slip looks like its golden picture', async () => {
    const slips = await slipsIn('en', paper, exampleBlocks[paper]);
    const wrong = await wrongPictures(slips, (name) => `logo-${name}-en-${paper}`);
    expect(wrong).toEqual({});
  }, 30_000);

  it('a sale is sent as the golden bytes', async () => {
    const { sale } = await slipsIn('en', paper, exampleBlocks[paper]);
    if (!sale) return expect.fail('no slip');
    const bytes = dump(await renderEscPos(sale));
    await expect(`${bytes}\n`).toMatchFileSnapshot(`golden/bytes/logo-${paper}.txt`);
  });

  it('every dot is printed, and below them every byte is as without a logo', async () => {
    const plain = await slipsIn('en', paper);
    const slips = await slipsIn('en', paper, exampleBlocks[paper]);
    for (const [name, document] of Object.entries(slips)) {
      const bytes = Buffer.from(await renderEscPos(document));
      const without = plain[name];
      if (!without) return expect.fail(name);
      const expected = Buffer.from(await renderEscPos(without));
      const rest = expected.subarray(START);
      expect(bytes.subarray(bytes.length - rest.length).equals(rest), name).toBe(true);
      const { lines } = readEscPos(bytes);
      expect(lines[0]?.raster?.width).toBe(DOTS_ACROSS[paper]);
      expect(Buffer.from(lines[0]?.raster?.bits ?? []).equals(exampleBits(paper))).toBe(true);
      expect(lines.filter(({ raster }) => raster)).toHaveLength(1);
    }
  });

  it('stands in the PDF, and is left out of the text for a message', async () => {
    const [plain, document] = await Promise.all(
      [null, exampleBlocks[paper]].map(async (logo) => (await slipsIn('en', paper, logo)).sale),
    );
    if (!plain || !document) return expect.fail('no slip');
    const pdf = readPdf(await renderPdf(document));
    expect(pdf.raw).toContain('/Subtype /Image');
    expect(pdf.raw).toContain(`/Width ${DOTS_ACROSS[paper]}`);
    expect(pdf.pages).toBe(1);
    expect(pdf.text.join('')).toBe(readPdf(await renderPdf(plain)).text.join(''));
    expect(plainSlip(document)).toBe(plainSlip(plain));
  });
});

it('the dots are made ready once, and not for each slip', async () => {
  const logo = { ...exampleBlocks[80] };
  const read = vi.spyOn(Buffer, 'from');
  const isLogo = (call: readonly unknown[]) => call[0] === logo.dots;
  for (let each = 0; each < 3; each += 1) {
    const { sale } = await slipsIn('en', 80, logo);
    if (!sale) return expect.fail('no slip');
    await renderEscPos(sale);
  }
  expect(read.mock.calls.filter(isLogo)).toHaveLength(1);
});
