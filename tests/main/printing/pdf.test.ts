import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderPdf } from '../../../src-main/printing/pdf.ts';
import { saleSlip } from '../../../src-main/printing/slip.ts';
import { facts } from './example.ts';
import { readPdf } from './pdf-reader.ts';
import { previewText, squeeze } from './preview.ts';

const MM = 72 / 25.4;

describe.each([58, 80] as const)('the PDF for %i mm paper', (paper) => {
  const document = saleSlip(
    facts({ shop: { paper }, sale: { training: true }, facts: { copy: true } }),
  );

  it('is one page as wide as the paper and as long as the slip', async () => {
    const short = readPdf(await renderPdf(saleSlip(facts({ shop: { paper } }))));
    expect(short.pages).toBe(1);
    expect(short.width).toBeCloseTo(paper * MM, 1);
    const long = readPdf(
      await renderPdf(
        saleSlip(facts({ shop: { paper, slipFooter: 'Another line\n'.repeat(200) } })),
      ),
    );
    expect(long.pages).toBe(1);
    expect(long.height).toBeGreaterThan(short.height + 1500);
  });

  it('shows the token in groups, the marks and a QR code', async () => {
    const pdf = readPdf(await renderPdf(document));
    expect(pdf.text.join(' ').replace(/\s+/g, ' ')).toContain('5914 6213 0899 3421 7705');
    expect(squeeze(pdf.text.join(''))).toContain('TRAINING:thistokenopensnorealmeter');
    expect(pdf.text).toContain('COPY');
    expect(pdf.shapes).toBeGreaterThan(100);
  });

  it('shows the text of the document and no other, whatever the names are', async () => {
    const latin = fc.stringMatching(/^[A-Za-zÀ-ÿ0-9 .,'&-]{0,100}$/);
    await fc.assert(
      fc.asyncProperty(latin, latin, async (name, customerName) => {
        const any = saleSlip(facts({ shop: { paper, name }, sale: { customerName } }));
        const pdf = readPdf(await renderPdf(any));
        expect(squeeze(pdf.text.join(''))).toBe(previewText(any));
      }),
      { numRuns: 10 },
    );
  });
});

describe('the PDF', () => {
  it('keeps letters that a receipt printer lacks, and degrades those its font lacks', async () => {
    const name = 'Łukasz Ọláńrewájú Жуков Ɓala አበበ';
    const pdf = readPdf(await renderPdf(saleSlip(facts({ sale: { customerName: name } }))));
    expect(pdf.text.join(' ').replace(/\s+/g, ' ')).toContain('Łukasz Ọláńrewájú Жуков Bala ???');
  });

  it('takes a text that looks like an address or a file for text', async () => {
    const customerName = 'http://127.0.0.1:1/a.png data:image/png;base64,AA /etc/passwd';
    const pdf = readPdf(await renderPdf(saleSlip(facts({ sale: { customerName } }))));
    expect(squeeze(pdf.text.join(''))).toContain(squeeze(customerName));
    expect(pdf.raw).not.toMatch(/\/URI|\/Link|\/EmbeddedFile|\/JavaScript/);
  });
});
