import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Found, Sale } from '../../../src-shared/contract/shapes.ts';
import { groupDigits, luhnDigit } from '../../../src-shared/sts/digits.ts';
import { panFromDrn, parseDrn } from '../../../src-shared/sts/meter-number.ts';
import { openedToken } from '../opened-token.ts';
import type { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { card, configuration } from './meter-examples.ts';

/* The one field at the till. These tests look, and add; none depends on what another added. */

const NOMSA = '07123456787';
/** Legal, and nobody's. */
const STRANGER = `0455500123${luhnDigit('0455500123')}`;

let shop: TrainingShop;
let till: TestTill;
let sold: Sale;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
  till = await shop.open();
  sold = await till.sell((await till.meterOf('Nomsa Dlamini')).id, 5_000);
});
afterAll(async () => {
  await till.close();
  await shop.remove();
});

function find(text: string, limit = 20): Promise<Found> {
  return till.call('meters.find', { text, limit });
}

async function names(text: string): Promise<string[]> {
  const { meters, problem } = await find(text);
  expect(problem).toBeNull();
  return meters.map(({ customerName }) => customerName);
}

async function save(
  meterNumber: string,
  customer: { name?: string; phone?: string; address?: string },
  blind = false,
  meterId: number | null = null,
) {
  const [tariff] = await till.call('tariffs.list', {});
  return till.call('meters.save', {
    meterId,
    configuration: configuration(meterNumber),
    customer: { name: '', phone: '', address: '', ...customer },
    tariffId: tariff?.id ?? 0,
    blind,
  });
}

describe('a meter is found by', () => {
  it.each([
    ['its DRN', NOMSA],
    ['its DRN in groups', '0712 3456 787'],
    ['its DRN with dashes', '0712-3456-787'],
    ['the beginning of its DRN', '071234'],
    ['its PAN', panFromDrn(NOMSA)],
    ['its PAN in groups', groupDigits(panFromDrn(NOMSA))],
    ['the digits of a card', card(NOMSA, null)],
    ['the digits of a card in groups', groupDigits(card(NOMSA, null), 5)],
    ['a swiped card', `;${card(NOMSA, '2026-03')}?`],
    ['a swiped card of another track, with a line end', `%${card(NOMSA, '2026-03')}?\r\n`],
    ['the name', 'Nomsa Dlamini'],
    ['the words of the name in any order', 'dlamini nomsa'],
    ['a piece of a name', 'LAMIN'],
    ['a name and a short piece of the address', 'nomsa 41'],
    ['a word of the address with another', 'Stand Nomsa'],
    ['the phone number', '0825550101'],
    ['the phone number with spaces', '082 555 0101'],
    ['the phone number with dots', '082.555.0101'],
    ['the end of the phone number', '550101'],
  ])('%s', async (_, text) => {
    expect(await names(text)).toEqual(['Nomsa Dlamini']);
  });

  it.each([
    ['macuacua', 'João Macuácua'],
    ['JOAO', 'João Macuácua'],
    ['João', 'João Macuácua'],
    ['traore', 'Moussa Traoré'],
    ['MOUSSA TRAORÉ', 'Moussa Traoré'],
    ['mo', 'Moussa Traoré'],
    ['za', 'Zanele Ndlovu'],
  ])('its customer: %s is %s', async (text, name) => {
    expect(await names(text)).toEqual([name]);
  });

  it('two letters where several names begin so, in the order of the names', async () => {
    await save(`0988800001${luhnDigit('0988800001')}`, { name: 'Amos' });
    expect(await names('am')).toEqual(['Amina Hassan', 'Amos']);
    expect(await names('AM')).toEqual(['Amina Hassan', 'Amos']);
  });

  it('a piece of a word: names that begin so come first, then words, then the rest', async () => {
    const written = ['Ndlamzi', 'Peter Lamzin', 'Lamzi', 'Zola Lamzi'];
    for (const [index, name] of written.entries()) {
      const body = `098880001${index}`;
      await save(`${body}${luhnDigit(body)}`, { name });
    }
    expect(await names('lamz')).toEqual(['Lamzi', 'Peter Lamzin', 'Zola Lamzi', 'Ndlamzi']);
    const { meters } = await find('lamz', 2);
    expect(meters.map(({ customerName }) => customerName)).toEqual(['Lamzi', 'Peter Lamzin']);
  });

  it('a phone number however it was written down', async () => {
    await save(`0988800002${luhnDigit('0988800002')}`, {
      name: 'Dashes',
      phone: '+27 11-555.0333',
    });
    for (const text of ['115550333', '+27 11 555 0333', '(27) 11-555-0333', '0333']) {
      expect(await names(text)).toEqual(['Dashes']);
    }
    expect(await find('+27 11 555 0444')).toMatchObject({ meters: [], problem: null });
  });

  it('no more often than asked', async () => {
    expect((await find('0', 3)).meters).toHaveLength(3);
    expect((await find('street', 1)).meters).toHaveLength(1);
  });

  it.each([
    '',
    '   ',
    '-',
    '\0',
    'ab\0cd',
    '...',
    '?',
    'x',
    '"',
    "o'",
    '* OR *',
    'NEAR(a b)',
    'name:nomsa',
    '%',
    ';',
  ])('nothing for %j, and without a fuss', async (text) => {
    const { meters, sales, unknownMeter } = await find(text);
    expect({ meters, sales, unknownMeter }).toEqual({
      meters: [],
      sales: [],
      unknownMeter: null,
    });
  });
});

describe('a sale is found by the end of its token', () => {
  it.each([
    ['all of it', (token: string) => token],
    ['all of it in groups', (token: string) => groupDigits(token)],
    ['the last four', (token: string) => token.slice(-4)],
    ['the last eleven', (token: string) => token.slice(-11)],
  ])('%s', async (_, piece) => {
    const { sales, problem } = await find(piece(sold.token ?? ''));
    expect(sales).toEqual([
      {
        id: sold.id,
        receiptNumber: sold.receiptNumber,
        digits: sold.token,
        customerName: 'Nomsa Dlamini',
        at: sold.at,
      },
    ]);
    expect(problem).toBeNull();
  });

  it('even where those digits happen to be a legal meter number', async () => {
    // One token in ten has a legal number in its last eleven digits.
    const { id } = await till.meterOf('Sipho Khumalo');
    for (let sale = 0; sale < 200; sale += 1) {
      const { token } = await till.sell(id, 1_000);
      const tail = token?.slice(-11) ?? '';
      if (!parseDrn(tail).ok) continue;
      const found = await find(tail);
      expect(found.sales.map(({ digits }) => digits)).toEqual([token]);
      expect(found.unknownMeter).toEqual({ drn: tail, configuration: null });
      return;
    }
    expect.fail('no such token');
  });
});

describe('a number nobody has', () => {
  it.each([
    ['DRN', STRANGER],
    ['PAN', panFromDrn(STRANGER)],
  ])('is offered as an unknown meter: %s', async (_, text) => {
    expect(await find(text)).toEqual({
      meters: [],
      sales: [],
      unknownMeter: { drn: STRANGER, configuration: null },
      problem: null,
    });
  });

  it('brings its configuration along on a card', async () => {
    expect((await find(`;${card(STRANGER, null)}?`)).unknownMeter).toEqual({
      drn: STRANGER,
      configuration: {
        meterNumber: STRANGER,
        supplyGroupCode: '123456',
        keyRevisionNumber: 2,
        tariffIndex: 3,
        encryptionAlgorithm: 7,
        tokenCarrierType: 1,
      },
    });
  });

  it('of 13 digits is one, too', async () => {
    const drn = `000455500124${luhnDigit('000455500124')}`;
    expect((await find(drn)).unknownMeter?.drn).toBe(drn);
    expect((await find(panFromDrn(drn))).unknownMeter?.drn).toBe(drn);
  });

  it('can be sold to as soon as its configuration is typed', async () => {
    const body = '0455500777';
    const drn = `${body}${luhnDigit(body)}`;
    expect((await find(drn)).unknownMeter?.drn).toBe(drn);
    const meter = await save(drn, {}, true);
    expect(meter).toMatchObject({ drn, pan: panFromDrn(drn), blind: true, customerName: '' });
    const sale = await till.sell(meter.id, 2_000);
    expect(openedToken(sale).tid).toBe(sale.tid);
    expect((await find(drn)).meters).toMatchObject([{ id: meter.id, lastSale: { paid: 2_000 } }]);

    const confirmed = await save(panFromDrn(drn), { name: 'Now Known' }, false, meter.id);
    expect(confirmed).toMatchObject({ id: meter.id, blind: false, customerName: 'Now Known' });
    expect(await names('now known')).toEqual(['Now Known']);
    expect(till.ledger('SELECT id FROM meter WHERE pan = ?', panFromDrn(drn))).toHaveLength(1);
  });
});

describe('what was mistyped is explained', () => {
  it('a wrong check digit, with its place and the right digit', async () => {
    const { problem, meters, unknownMeter } = await find('0712 3456 788');
    expect({ meters, unknownMeter }).toEqual({ meters: [], unknownMeter: null });
    expect(problem).toMatchObject({
      code: 'field.check-digit',
      detail: { place: 13, found: '8', expected: '7' },
    });
    expect(problem?.message).toMatch(/meter number.*place 13 is 8 and should be 7/);
  });

  it.each([
    ['12 digits', '071234567871', 'field.length', /12 instead of 11, 13, 18/],
    ['a PAN of a bank', `400000000000000${'000'}`, 'field.iin', /does not begin like/],
    ['a card cut short', `;${card(NOMSA, null).slice(0, 30)}?`, 'field.length', /30 instead of 35/],
    [
      'a card that expired',
      card(NOMSA, '2026-02'),
      'field.expired',
      /expired at the end of 2026-02/,
    ],
    [
      'a letter on a card',
      `;${card(NOMSA, null).replace('123456', '12E456')}?`,
      'field.character',
      /“E”/,
    ],
    ['a card with KRN 0', `;${card(NOMSA, null).slice(0, 34)}0?`, 'field.range', /key revision/],
  ])('%s', async (_, text, code, sentence) => {
    const { problem, meters } = await find(text);
    expect(meters).toEqual([]);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toMatch(sentence);
  });

  it.each([
    ['a wrong digit', '07123456788', 'field.check-digit'],
    ['no number', 'abc', 'field.character'],
    ['too few digits', '123', 'field.length'],
  ])('when a meter is saved: %s', async (_, meterNumber, code) => {
    const before = till.count('meter');
    const [tariff] = await till.call('tariffs.list', {});
    const input = {
      meterId: null,
      configuration: configuration(meterNumber),
      customer: { name: 'x', phone: '', address: '' },
      tariffId: tariff?.id ?? 0,
      blind: false,
    };
    expect((await till.refusal('meters.save', input)).code).toBe(code);
    const unknown = { ...input, configuration: configuration(STRANGER), tariffId: 999 };
    expect((await till.refusal('meters.save', unknown)).code).toBe('tariff.unknown');
    expect(till.count('meter')).toBe(before);
  });
});
