import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { causeOf } from '../../../src-main/vending/token-cause.ts';
import type { Meter, Sale } from '../../../src-shared/contract/shapes.ts';
import type { TokenExplanation } from '../../../src-shared/contract/token-shapes.ts';
import { ModuleHost } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* Why a meter refuses a token: each cause, told by a till whose module reads it. */

let shop: TrainingShop;
let host: ModuleHost;
let clock: TestClock;
let till: TestTill;
let nomsa: Meter;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock);
  till = await shop.open({ link: host.link, clock });
  nomsa = await till.meterOf('Nomsa Dlamini');
});
afterEach(async () => {
  await till.close();
  await host.goAway();
});

/** Asks without changing or spending anything. */
async function explain(token: string, meterId: number | null = null): Promise<TokenExplanation> {
  const before = [till.ledger('SELECT count(*) FROM audit'), host.commands.length];
  const explained = await till.call('tokens.explain', { token, meterId });
  expect(till.ledger('SELECT count(*) FROM audit')).toEqual(before[0]);
  const asked = host.commands.slice(Number(before[1]));
  expect(asked.filter((command) => command !== 'SM?VT')).toEqual([]);
  return explained;
}

function digitsOf(sale: Sale): string {
  return sale.token ?? expect.fail('no token');
}

/** With the digits at these places one higher, 9 becoming 0. */
function mistyped(digits: string, ...places: number[]): string {
  return [...digits]
    .map((digit, place) => (places.includes(place) ? String((Number(digit) + 1) % 10) : digit))
    .join('');
}

/** Gives the meter another configuration, as a supervisor would. */
async function reconfigure(changed: Partial<Meter>): Promise<void> {
  const { drn, customerName: name, phone, address, tariffId, ...key } = { ...nomsa, ...changed };
  const { supplyGroupCode, keyRevisionNumber, tariffIndex } = key;
  const { encryptionAlgorithm, tokenCarrierType } = key;
  await till.call('meters.save', {
    meterId: nomsa.id,
    configuration: {
      meterNumber: drn,
      ...{ supplyGroupCode, keyRevisionNumber, tariffIndex },
      ...{ encryptionAlgorithm, tokenCarrierType },
    },
    customer: { name, phone, address },
    tariffId,
    blind: false,
  });
}

/** A token for Nomsa's meter from another till with the same key. */
async function soldElsewhere(): Promise<string> {
  const other = await shop.open({ link: host.link, clock });
  const digits = digitsOf(await other.sell(nomsa.id, 5_000));
  await other.close();
  return digits;
}

function registers(changed: Partial<(typeof trainingProfile.registers)[number]>) {
  return trainingProfile.registers.map((register) =>
    register.supplyGroupCode === nomsa.supplyGroupCode ? { ...register, ...changed } : register,
  );
}

describe('a token that is right for its meter', () => {
  it('was typed already, or not carefully', async () => {
    const sale = await till.sell(nomsa.id, 5_000);
    const explained = await explain(digitsOf(sale));
    expect(explained).toMatchObject({
      digits: sale.token,
      cause: { code: 'explain.good' },
      meter: { id: nomsa.id },
      sold: { saleId: sale.id, receiptNumber: sale.receiptNumber, digits: sale.token },
      wrongDigits: [],
      newer: null,
    });
    expect(explained.cause.hint).toMatch(/balance/);
  });

  it('is read with the spaces of its slip', async () => {
    const digits = digitsOf(await till.sell(nomsa.id, 5_000));
    const groups = digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
    expect(await explain(groups)).toMatchObject({ digits, cause: { code: 'explain.good' } });
  });

  it('is used or too old where a newer one was sold', async () => {
    const first = await till.sell(nomsa.id, 5_000);
    clock.advance(60_000);
    const second = await till.sell(nomsa.id, 6_000);
    expect(await explain(digitsOf(first))).toMatchObject({
      cause: { code: 'explain.newer-sold', detail: { number: second.receiptNumber } },
      newer: { saleId: second.id },
    });
    expect((await explain(digitsOf(second))).cause.code).toBe('explain.good');
  });

  it('may have been sold by somebody else', async () => {
    const digits = await soldElsewhere();
    expect(await explain(digits, nomsa.id)).toMatchObject({
      cause: { code: 'explain.not-ours' },
      sold: null,
    });
  });
});

describe('a token of another meter', () => {
  it('is known by its sale, without the module', async () => {
    const sipho = await till.meterOf('Sipho Khumalo');
    const digits = digitsOf(await till.sell(sipho.id, 5_000));
    await host.goAway();
    await till.moduleIs('gone');
    expect(await explain(digits, nomsa.id)).toMatchObject({
      cause: { code: 'explain.other-meter', detail: { drn: sipho.drn, name: 'Sipho Khumalo' } },
      meter: { id: nomsa.id },
      sold: { drn: sipho.drn },
    });
  });
});

describe('digits that were mistyped', () => {
  let digits: string;
  beforeEach(async () => {
    digits = digitsOf(await till.sell(nomsa.id, 5_000));
    clock.advance(60_000);
    await till.sell(nomsa.id, 6_000);
  });

  it('are marked, where the meter is known', async () => {
    for (const places of [[0], [19], [4, 5], [2, 11, 17]]) {
      expect(await explain(mistyped(digits, ...places), nomsa.id)).toMatchObject({
        cause: { code: 'explain.mistyped', detail: { count: places.length } },
        sold: { digits },
        wrongDigits: places,
      });
    }
  });

  it('are marked where the end of the token tells whose it is', async () => {
    expect(await explain(mistyped(digits, 3))).toMatchObject({
      cause: { code: 'explain.mistyped' },
      meter: { id: nomsa.id },
      wrongDigits: [3],
    });
  });

  it('want the meter where nothing tells whose token it was', async () => {
    const typed = mistyped(digits, 18);
    expect(await explain(typed)).toMatchObject({
      cause: { code: 'explain.which-meter' },
      meter: null,
      sold: null,
    });
    expect((await explain(typed, nomsa.id)).wrongDigits).toEqual([18]);
  });

  it('are told without the module, too', async () => {
    await host.goAway();
    await till.moduleIs('gone');
    expect((await explain(mistyped(digits, 7), nomsa.id)).cause.code).toBe('explain.mistyped');
  });

  it('may be more than a token can say', async () => {
    const tooLarge = '99999999999999999999';
    expect((await explain(tooLarge, nomsa.id)).cause.code).toBe('explain.no-token');
    const nearly = `9${digits.slice(1)}`;
    expect(await explain(nearly, nomsa.id)).toMatchObject({
      cause: { code: 'explain.mistyped' },
      wrongDigits: [0],
    });
  });

  it('may be like none that was sold', async () => {
    const cause = (await explain('00000000000000000001', nomsa.id)).cause;
    expect(cause).toMatchObject({ code: 'explain.unreadable', detail: { drn: nomsa.drn } });
  });
});

describe('the key of a meter', () => {
  it('was changed since the token was made', async () => {
    const old = digitsOf(await till.sell(nomsa.id, 5_000));
    await reconfigure({ tariffIndex: 2 });
    expect((await explain(old)).cause.code).toBe('explain.key-changed');
    await host.goAway();
    await till.moduleIs('gone');
    expect((await explain(old)).cause.code).toBe('explain.key-changed');
  });

  it('is changed by tokens that come before the first one made with it', async () => {
    await till.sell(nomsa.id, 5_000);
    await reconfigure({ tariffIndex: 2 });
    clock.advance(60_000);
    const first = digitsOf(await till.sell(nomsa.id, 5_000));
    expect((await explain(first)).cause.code).toBe('explain.new-key');
    clock.advance(60_000);
    const second = digitsOf(await till.sell(nomsa.id, 5_000));
    expect((await explain(second)).cause.code).toBe('explain.good');
  });

  it('may be another one than the till has for it', async () => {
    const digits = await soldElsewhere();
    await reconfigure({ supplyGroupCode: '123456' });
    expect((await explain(digits, nomsa.id)).cause).toMatchObject({
      code: 'explain.other-key',
      detail: { supplyGroupCode: nomsa.supplyGroupCode },
    });
  });

  it('may have expired', async () => {
    const digits = digitsOf(await till.sell(nomsa.id, 5_000));
    host.swap(clock, { registers: registers({ keyExpiryNumber: 90 }) });
    expect((await explain(digits)).cause.code).toBe('explain.expired-key');
  });

  it('is still good when only the module has to refresh it', async () => {
    const digits = digitsOf(await till.sell(nomsa.id, 5_000));
    host.swap(clock, { registers: registers({ issuedUntil: '2026-01-01T00:00:00Z' }) });
    expect((await explain(digits)).cause.code).toBe('explain.good');
  });

  it('may have left the module', async () => {
    const digits = digitsOf(await till.sell(nomsa.id, 5_000));
    const vendingKey = '00'.repeat(20);
    host.swap(clock, { registers: registers({ vendingKey }) });
    expect((await explain(digits)).cause.code).toBe('explain.key-gone');
  });

  it('may be one that no meter takes credit under', () => {
    const [register] = trainingProfile.registers;
    if (!register) return expect.fail('no register');
    const { activeFrom: _, issuedUntil: __, ...attributes } = register;
    const key = { ...attributes, activeFrom: null, issuedUntil: null, unknown: {} };
    const says = { result: 80, tokenClass: 0, subclass: 0, amount: 100, tid: 6_000_000 };
    const reading = { under: 'now', key, says } as const;
    const facts = { meter: nomsa, exact: null, near: null, past: [], isToken: true };
    expect(causeOf({ ...facts, reading }).code).toBe('explain.default-key');
  });
});

describe('a token without units', () => {
  it('is named as what it is', async () => {
    // The display test that every STS meter knows.
    expect((await explain('56493153725450313471', nomsa.id)).cause.code).toBe('explain.no-credit');
  });
});

describe('what cannot be told', () => {
  it('says why the module was not asked', async () => {
    const digits = digitsOf(await till.sell(nomsa.id, 5_000));
    await host.goAway();
    await till.moduleIs('gone');
    const { code } = await till.refusal('tokens.explain', { token: digits, meterId: null });
    expect(code).toMatch(/^module\./);
  });

  it('says so of a module that stops in the middle', async () => {
    const digits = digitsOf(await till.sell(nomsa.id, 5_000));
    host.behave = (command) => (command === 'SM?VT' ? 'drop-before' : 'answer');
    const { code } = await till.refusal('tokens.explain', { token: digits, meterId: null });
    expect(code).toBe('module.unplugged');
  });

  it('says what is wrong with what is no token', async () => {
    const { code } = await till.refusal('tokens.explain', { token: '1234', meterId: null });
    expect(code).toBe('field.length');
  });

  it('knows no meter that is not there', async () => {
    const input = { token: '00000000000000000001', meterId: 999 };
    expect((await till.refusal('tokens.explain', input)).code).toBe('meter.unknown');
  });
});
