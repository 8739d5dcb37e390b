import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messagesIn } from '../../../src-main/messages.ts';
import { renderEscPos } from '../../../src-main/printing/escpos.ts';
import { columnsOnPaper } from '../../../src-main/printing/layout.ts';
import { renderPdf } from '../../../src-main/printing/pdf.ts';
import { xSlip, zSlip } from '../../../src-main/printing/report-slip.ts';
import { paymentKind } from '../../../src-shared/contract/payment.ts';
import { type ReceiptDocument, receiptDocument } from '../../../src-shared/contract/receipt.ts';
import type {
  MoneyByKind,
  ShiftReport,
  ZReport,
} from '../../../src-shared/contract/shift-shapes.ts';
import { drawPaper, readEscPos } from '../printing/escpos-reader.ts';
import { readPdf } from '../printing/pdf-reader.ts';
import { previewText, squeeze } from '../printing/preview.ts';
import { paperFacts, report, z } from './report-example.ts';

/* What stands on the paper of X and Z reports. */

const widths = [58, 80] as const;

async function linesOf(document: ReceiptDocument): Promise<string[]> {
  return readEscPos(await renderEscPos(document)).lines.map(({ text }) => text);
}

function pairs(document: ReceiptDocument): [label: string, value: string][] {
  return document.blocks.flatMap((block) =>
    block.kind === 'pair' ? [[block.label, block.value] as [string, string]] : [],
  );
}

function marks(document: ReceiptDocument): string[] {
  return document.blocks.flatMap((block) => (block.kind === 'mark' ? [block.text] : []));
}

describe.each(widths)('on %i mm paper', (paper) => {
  const facts = paperFacts({ paper });
  const examples: Record<string, ReceiptDocument> = {
    x: xSlip({ ...facts, report, training: true }),
    z: zSlip({ ...facts, z, copy: false }),
    'z-copy-training': zSlip({ ...facts, z: { ...z, training: true }, copy: true }),
  };

  it.each(Object.entries(examples))('prints %s as the golden slip', async (name, document) => {
    const slip = readEscPos(await renderEscPos(document));
    expect(slip.cut).toBe(true);
    await expect(drawPaper(slip, columnsOnPaper(paper))).toMatchFileSnapshot(
      `golden/${name}-${paper}.txt`,
    );
  });

  it.each(['en', 'fr', 'pt', 'sw'] as const)(
    'says everything in %s, nothing cut',
    async (language) => {
      const { t } = await messagesIn(language, 'ZAR');
      const document = zSlip({ ...paperFacts({ paper, language }), t, z, copy: true });
      expect(JSON.stringify(document)).not.toMatch(/receipt\.|\{\{|undefined|NaN/);
      const lines = await linesOf(document);
      expect(lines.filter((line) => line.length > columnsOnPaper(paper))).toEqual([]);
      expect(lines.join('')).not.toContain('?');
      expect(plain(lines.join(''))).toBe(plain(previewText(document)));
      const { text } = readPdf(await renderPdf(document));
      expect(plain(text.join(''))).toBe(plain(previewText(document)));
    },
  );
});

describe('the slip of a Z report', () => {
  const document = zSlip({ ...paperFacts(), z, copy: false });

  it('holds the whole head of the trail, in groups', () => {
    const centred = document.blocks.flatMap((block) =>
      block.kind === 'text' && block.align === 'centre' ? [block.text] : [],
    );
    const hash = centred.filter((text) => /^[\da-f]{4}( [\da-f]{4}){3}$/.test(text));
    expect(hash.join('').replaceAll(' ', '')).toBe(z.auditHash);
    expect(pairs(document)).toContainEqual(['Audit trail, row', '1234']);
  });

  it('says TRAINING and COPY where that is so', () => {
    expect(marks(document)).toEqual([]);
    expect(document.name).toBe('z-0007');
    const training = zSlip({ ...paperFacts(), z: { ...z, training: true }, copy: true });
    const mark = 'TRAINING: no real money';
    expect(marks(training)).toEqual([mark, 'COPY', mark]);
    expect(marks(xSlip({ ...paperFacts(), report, training: true }))).toEqual([mark]);
  });
});

describe('any report', () => {
  it('adds up on paper as it does in the books, whatever people are called', async () => {
    await fc.assert(
      fc.asyncProperty(anyZ, fc.constantFrom(...widths), async (each, paper) => {
        const document = zSlip({ ...paperFacts({ paper }), z: each, copy: false });
        expect(receiptDocument.parse(document)).toEqual(document);
        const lines = await linesOf(document);
        expect(lines.filter((line) => line.length > columnsOnPaper(paper))).toEqual([]);

        const written = pairs(document);
        const named = (label: string) => written.filter(([name]) => name === label).map(amount);
        const of = (labels: readonly string[]) => labels.flatMap(named);
        const drawer = ['Float', 'Sales in cash', 'Given back in cash'];
        const moved = ['Paid in', 'Paid out', 'To safe or bank'];
        expect(sum(of([...drawer, ...moved]))).toBe(named('Expected')[0]);
        expect(sum(named('Energy')) + sum(named('Fixed charge')) + sum(named('VAT'))).toBe(
          named('Taken')[0],
        );
        const [left = 0] = named('Left in the drawer');
        expect(left + (named('Taken out')[0] ?? 0)).toBe(each.count.counted.cash);
        // Kind by kind: what was found, what should have been, and what differs.
        const [, ...expected] = named('Expected');
        named('Counted').forEach((found, index) => {
          expect(found - (expected[index] ?? 0)).toBe(named('Difference')[index]);
        });
        const byKind = written.filter(([name]) =>
          /^(Cash|Card|Mobile|On acc).* \(\d+\)$/.test(name),
        );
        expect(sum(byKind.map(amount))).toBe(each.report.taken);
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

/** Minor units of an amount as it is printed. */
function amount([, text]: readonly [string, string]): number {
  return Number(text.replace(/[^\d-]/g, ''));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, each) => total + each, 0);
}

/** What a printer writes otherwise than a screen does. */
function plain(text: string): string {
  return squeeze(text).replaceAll('’', "'");
}

const money = fc.nat(99_999_999);
const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });

const byKind: fc.Arbitrary<MoneyByKind> = fc.record({
  cash: money,
  card: money,
  'mobile-money': money,
  account: money,
});

const anyReport: fc.Arbitrary<ShiftReport> = fc
  .record({
    float: money,
    sold: byKind,
    back: byKind,
    tax: fc.nat(1_000),
    fixedCharge: fc.nat(1_000),
    movements: fc.array(
      fc.record({
        kind: fc.constantFrom('drop' as const, 'pay-in' as const, 'pay-out' as const),
        amount: money.map((each) => each + 1),
        reason: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
        operatorName: name,
        approvedBy: fc.option(name),
      }),
      { maxLength: 6 },
    ),
    name,
  })
  .map(({ float, sold, back, tax, fixedCharge, movements, name: somebody }) => {
    const taken = sum(Object.values(sold));
    const moved = sum(
      movements.map((each) => (each.kind === 'pay-in' ? each.amount : -each.amount)),
    );
    return {
      ...report,
      float,
      openedBy: somebody,
      by: somebody,
      taken,
      tax: Math.min(tax, taken),
      fixedCharge: Math.min(fixedCharge, taken - Math.min(tax, taken)),
      energy: taken - Math.min(tax, taken) - Math.min(fixedCharge, taken - Math.min(tax, taken)),
      refunded: sum(Object.values(back)),
      byKind: paymentKind.options.map((kind) => ({
        kind,
        sales: 1,
        amount: sold[kind],
        refunds: back[kind] === 0 ? 0 : 1,
        refunded: back[kind],
      })),
      byOperator: [],
      movements: movements.map((each, index) => ({ ...each, id: index + 1, at: report.at })),
      expected: {
        cash: float + sold.cash - back.cash + moved,
        card: sold.card - back.card,
        'mobile-money': sold['mobile-money'] - back['mobile-money'],
        account: sold.account - back.account,
      },
    };
  });

const anyZ: fc.Arbitrary<ZReport> = fc
  .tuple(anyReport, byKind, fc.nat(1_000), fc.string({ unit: 'binary', maxLength: 500 }))
  .map(([each, counted, left, explanation]) => ({
    ...z,
    report: each,
    explanation,
    left: Math.min(left, counted.cash),
    count: {
      ...z.count,
      counted,
      expected: each.expected,
      difference: {
        cash: counted.cash - each.expected.cash,
        card: counted.card - each.expected.card,
        'mobile-money': counted['mobile-money'] - each.expected['mobile-money'],
        account: counted.account - each.expected.account,
      },
    },
  }));
