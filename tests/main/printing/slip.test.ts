import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messagesIn } from '../../../src-main/messages.ts';
import { refundSlip } from '../../../src-main/printing/refund-slip.ts';
import { saleSlip, testSlip } from '../../../src-main/printing/slip.ts';
import {
  type ReceiptBlock,
  type ReceiptDocument,
  receiptDocument,
} from '../../../src-shared/contract/receipt.ts';
import { facts, forNothing, itemised, refund, sale } from './example.ts';

function pairs(document: ReceiptDocument): Record<string, string> {
  return Object.fromEntries(
    document.blocks.flatMap((block) => (block.kind === 'pair' ? [[block.label, block.value]] : [])),
  );
}

function texts(document: ReceiptDocument, kind: 'mark' | 'text' | 'title'): string[] {
  return document.blocks.flatMap((block: ReceiptBlock) =>
    block.kind === kind ? [block.text] : [],
  );
}

describe('the slip of a sale', () => {
  it('names what was sold to whom and for how much', () => {
    const document = saleSlip(facts({}));
    expect(document.name).toBe('000412');
    expect(texts(document, 'title')).toEqual(["Thandi's Spaza"]);
    expect(pairs(document)).toEqual({
      Date: '1 Mar 2026, 14:05',
      Receipt: '000412',
      Meter: '0712 3456 788',
      Customer: 'Nomsa Dlamini',
      '45.1 kWh at R 2.109': 'R 82.61',
      'Fixed charge': 'R 4.35',
      'VAT 15% in the price': 'R 13.04',
      'Amount paid': 'R 100.00',
      Units: '45.1 kWh',
      'Served by': 'Thandi',
    });
    expect(texts(document, 'text')).toEqual([
      '12 Vilakazi Street, Soweto',
      'VAT 4012345678',
      'SGC 123457 TI 01 KRN 1 EA 07',
      'Thank you. Keep this slip.',
    ]);
    expect(texts(document, 'mark')).toEqual([]);
    expect(document.blocks).toContainEqual({
      kind: 'token',
      label: 'Token: enter it at your meter',
      digits: '59146213089934217705',
    });
  });

  it('leaves out what there is none of', () => {
    const document = saleSlip(
      facts({
        sale: {
          customerName: '',
          quote: { ...sale.quote, lines: sale.quote.lines.slice(0, 1) },
        },
        shop: { slipHeader: '', slipFooter: '  \n ' },
      }),
    );
    expect(Object.keys(pairs(document))).toEqual([
      'Date',
      'Receipt',
      'Meter',
      '45.1 kWh at R 2.109',
      'Amount paid',
      'Units',
      'Served by',
    ]);
    expect(texts(document, 'text')).toEqual(['SGC 123457 TI 01 KRN 1 EA 07']);
  });

  it('says how it was paid where that was not in cash, and what was given back', () => {
    const of = (change: Partial<typeof sale>) => pairs(saleSlip(facts({ sale: change })));
    expect(of({ payment: 'card' })).toMatchObject({ 'Amount paid': 'R 100.00', Payment: 'Card' });
    expect(of({ payment: 'mobile-money' })).toMatchObject({ Payment: 'Mobile money' });
    const onAccount = of({ payment: 'account', refunded: 2_000 });
    expect(onAccount).toMatchObject({
      Total: 'R 100.00',
      Payment: 'On account',
      'Given back': 'R 20.00',
    });
    // Nothing was paid yet.
    expect(onAccount).not.toHaveProperty('Amount paid');
  });

  it('says what everything was for, and what is left of each debt', () => {
    const priced = pairs(saleSlip(facts({ sale: { quote: itemised } })));
    expect(Object.entries(priced).slice(4)).toEqual([
      ['Free 5.0 m\u00b3', 'R 0.00'],
      ['6.0 m\u00b3 at R 21.50', 'R 129.00'],
      ['10.9 m\u00b3 at R 30.00', 'R 328.00'],
      ['Basic charge, 3 months', 'R 60.00'],
      ['Service fee', 'R 5.00'],
      ['Connection', 'R 40.00'],
      ['Still owed', 'R 110.00'],
      ['VAT 15%', 'R 78.30'],
      ['Amount paid', 'R 640.30'],
      ['Units', '21.9 m\u00b3'],
      ['Served by', 'Thandi'],
    ]);
  });

  it.each([
    ['en', 'month', 2, 'Rent, 2 months'],
    ['en', 'day', 40, 'Rent, 40 days'],
    ['fr', 'day', 2, 'Rent, 2 jours'],
    ['pt', 'month', 2, 'Rent, 2 meses'],
    ['sw', 'month', 2, 'Rent, miezi 2'],
    ['en', 'month', 1, 'Rent'],
    // As it was written down before it was kept whether days or months.
    ['en', null, 2, 'Rent x 2'],
  ] as const)(
    'says in %s what a charge is caught up for (%s, %i)',
    async (language, every, periods, label) => {
      const { t } = await messagesIn(language, 'ZAR');
      const [first] = itemised.lines;
      if (!first) return expect.fail('no line');
      const rent = {
        ...first,
        kind: 'fixed-charge',
        name: 'Rent',
        amount: 100,
        steps: null,
      } as const;
      const quote = { ...itemised, lines: [{ ...rent, periods, every }] };
      const labels = Object.keys(pairs(saleSlip(facts({ sale: { quote }, facts: { t } }))));
      expect(labels).toContain(label);
    },
  );

  it.each([
    ['free-issue', 'FREE ISSUE'],
    ['replacement', 'REPLACEMENT'],
  ] as const)('of a %s says what was given, and that nothing was paid', (kind, label) => {
    const given = saleSlip(facts({ sale: { kind, quote: forNothing } }));
    expect(texts(given, 'mark')).toEqual([label]);
    expect(Object.entries(pairs(given)).slice(4)).toEqual([
      ['Amount paid', 'R 0.00'],
      ['Units', '45.1 kWh'],
      ['Served by', 'Thandi'],
    ]);
  });

  it('marks copies and training', () => {
    const training = 'TRAINING: this token opens no real meter';
    expect(texts(saleSlip(facts({ facts: { copy: true } })), 'mark')).toEqual(['COPY']);
    expect(texts(saleSlip(facts({ sale: { training: true } })), 'mark')).toEqual([
      training,
      training,
    ]);
    const both = facts({ sale: { training: true }, facts: { copy: true } });
    expect(texts(saleSlip(both), 'mark')).toEqual([training, 'COPY', training]);
  });

  it.each([
    ['reserved', null],
    ['asked', null],
    ['refused', null],
    ['asked', '59146213089934217705'],
  ] as const)('does not exist for a sale that is %s', (state, token) => {
    expect(() => saleSlip(facts({ sale: { state, token } }))).toThrow(/no slip/);
  });

  it.each([
    ['en', 'ZAR', 2, 'R 12,345.50'],
    ['fr', 'XOF', 0, '1 234 550 F CFA'],
    ['pt', 'AOA', 2, '12 345,50 Kz'],
    ['sw', 'KES', 2, 'Ksh 12,345.50'],
    ['en', 'GBP', 2, '£12,345.50'],
    ['en', 'NGN', 2, 'NGN 12,345.50'],
    ['en', 'GHS', 2, 'GHS 12,345.50'],
    ['en', 'EUR', 2, 'EUR 12,345.50'],
    ['en', 'TND', 3, 'TND 1,234.550'],
  ] as const)(
    'writes money in %s and %s with signs every printer has',
    (language, currency, currencyDigits, text) => {
      const document = saleSlip(
        facts({
          shop: { language, currency },
          sale: { quote: { ...sale.quote, paid: 1_234_550 } },
          facts: { currencyDigits },
        }),
      );
      expect(pairs(document)['Amount paid']).toBe(text);
    },
  );

  it('shows the time of the shop, not of the computer', () => {
    const late = { sale: { at: '2026-12-31T23:30:00Z' }, facts: { timeZone: 'Africa/Nairobi' } };
    expect(pairs(saleSlip(facts(late))).Date).toBe('1 Jan 2027, 02:30');
  });

  it('is a legal document whatever people are called', () => {
    const name = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(name, name, name, (shopName, customerName, slipFooter) => {
        const document = saleSlip(
          facts({ shop: { name: shopName, slipFooter }, sale: { customerName } }),
        );
        expect(receiptDocument.parse(document)).toEqual(document);
        expect(JSON.stringify(document)).not.toMatch(/\\[bfnrt]|\\u00[01]/);
      }),
    );
  });
});

describe('the slip of a refund', () => {
  it('names what was given back, why and by whom, and bears no token', () => {
    const document = receiptDocument.parse(refundSlip({ ...facts({}), refund }));
    expect(document.name).toBe('000412-3');
    expect(texts(document, 'mark')).toEqual(['REFUND']);
    expect(pairs(document)).toEqual({
      Date: '1 Mar 2026, 17:40',
      Receipt: '000412',
      Meter: '0712 3456 788',
      Customer: 'Nomsa Dlamini',
      Total: 'R 100.00',
      'Given back': 'R 20.00',
      Payment: 'Cash',
      'Served by': 'Sipho',
      'Approved by': 'Thandi',
    });
    expect(texts(document, 'text')).toEqual(
      expect.arrayContaining([
        'Reason: Paid R 100.00 for a sale of R 80.00',
        'The token of this sale stays valid. It was not taken back.',
      ]),
    );
    expect(JSON.stringify(document)).not.toContain(sale.token);
  });

  it('marks copies and training, and names nobody who did not have to approve', () => {
    const document = refundSlip({
      ...facts({ sale: { training: true, customerName: '' }, facts: { copy: true } }),
      refund: { ...refund, approvedBy: null },
    });
    expect(texts(document, 'mark')).toEqual([
      'REFUND',
      'TRAINING: this token opens no real meter',
      'COPY',
    ]);
    expect(Object.keys(pairs(document))).not.toContain('Approved by');
    expect(Object.keys(pairs(document))).not.toContain('Customer');
  });
});

describe('the test slip', () => {
  it('says that it is a test and its digits are no token', () => {
    const document = receiptDocument.parse(
      testSlip({ ...facts({}), at: sale.at, printer: 'till-printer' }),
    );
    expect(texts(document, 'mark')).toEqual(['TEST SLIP']);
    expect(document.blocks).toContainEqual({
      kind: 'token',
      label: 'Sample digits, not a token',
      digits: '12345678901234567890',
    });
  });
});
