import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeKeyFile } from '../../../src-main/module/emulator/key-file-maker.ts';
import { ModuleHost } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* Key files, through `dispatch`, into an emulated module behind TCP. */

type Key = Parameters<typeof makeKeyFile>[1][number];

/** The training module's EA11 key, refreshed with a limit of 100 kWh. */
const EA11: Key = {
  register: 1,
  vendingKey: new Uint8Array(Buffer.from('VOLTILL TRAINING KEY')),
  supplyGroupCode: '123457',
  keyRevisionNumber: 2,
  keyType: 2,
  dkga: 4,
  baseDate: 2014,
  keyExpiryNumber: 255,
  activeFrom: new Date('2014-01-01T00:00:00Z'),
  issuedUntil: new Date('2100-12-31T23:59:59Z'),
  unitLimit: 1000,
  currencyLimit: 0xffff_ffff,
};
const NEW: Key = { ...EA11, register: 3, supplyGroupCode: '000042', keyExpiryNumber: 200 };

let shop: TrainingShop;
let till: TestTill;
let host: ModuleHost;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  host = await ModuleHost.start(new TestClock(MORNING));
  till = await shop.open({ link: host.link });
});
afterEach(async () => {
  await till.close();
  await host.goAway();
});

function file(...keys: Key[]): string {
  return makeKeyFile('94000001', keys);
}

/** Answers the SM?KL of this number, from 1, with a status; the others as the module does. */
function refuse(number: number, status: string): void {
  let seen = 0;
  host.behave = (command) => {
    if (command === 'SM?KL') seen += 1;
    return command === 'SM?KL' && seen === number ? { status } : 'answer';
  };
}

describe('reading a key file', () => {
  it('shows its keys and what they do, and sends nothing', async () => {
    const quoted = `Hello,\r\n> ${file(EA11, NEW, { ...NEW, register: 2 }).replaceAll('\n', '\r\n> ')}`;
    const before = host.commands.length;
    const reading = await till.call('keys.read', { text: quoted });
    expect(reading).toMatchObject({
      moduleId: '94000001',
      connectedModuleId: '94000001',
      problem: null,
      keys: [
        { register: 1, supplyGroupCode: '123457', unitLimit: 1000, effect: 'refresh' },
        {
          register: 3,
          supplyGroupCode: '000042',
          keyRevisionNumber: 2,
          keyType: 2,
          dkga: 4,
          baseDate: 2014,
          keyExpiryNumber: 200,
          activeFrom: '2014-01-01T00:00:00.000Z',
          issuedUntil: '2100-12-31T23:59:59.000Z',
          currencyLimit: null,
          effect: 'new',
        },
        { register: 2, effect: 'replace' },
      ],
    });
    expect(host.commands.slice(before)).toEqual([]);
    // A wrapped mail is the same file.
    const wrapped = quoted.replace(/(.{70})/g, '$1\r\n> ');
    expect((await till.call('keys.read', { text: wrapped })).digest).toBe(reading.digest);
  });

  it.each([
    ['key-file.empty', ''],
    ['key-file.no-guards', 'Dear shop, the key file is attached.'],
    ['key-file.cut-off', file(EA11).slice(0, -10)],
    ['key-file.several', `${file(EA11)}\n${file(NEW)}`],
    ['key-file.not-ascii', file(EA11).replace('SGC', 'SG\u00c7')],
    ['key-file.no-keys', file(EA11).replace(/^KL .*\n/gm, '')],
    ['key-file.damaged', file(EA11).replace('SGC', 'SXC')],
    ['key-file.damaged', file(EA11).replace(/^KC .*\n/gm, '')],
    ['key-file.damaged', file(EA11).replace('KL N1~', 'KL N0~')],
    ['key-file.several-modules', file(EA11, NEW).replace('MID94000001', 'MID94000002')],
  ])('refuses what is none: %s', async (code, text) => {
    expect((await till.refusal('keys.read', { text })).code).toBe(code);
    expect((await till.refusal('keys.load', { text })).code).toBe(code);
    expect(host.commands).not.toContain('SM?KC');
  });

  it('says when it was made for another module', async () => {
    const text = makeKeyFile('94000002', [EA11]);
    expect((await till.call('keys.read', { text })).problem?.code).toBe('key-file.other-module');
    expect((await till.refusal('keys.load', { text })).code).toBe('key-file.other-module');
    expect(host.commands).not.toContain('SM?KC');
  });
});

describe('loading a key file', () => {
  it('puts the keys into the module, with progress, and reads it again', async () => {
    const { keys, stopped, module } = await till.call('keys.load', { text: file(EA11, NEW) });
    expect(keys.map(({ result }) => result)).toEqual(['loaded', 'loaded']);
    expect(stopped).toBeNull();
    expect(till.heard('keyLoad')).toEqual([
      { done: 1, of: 2 },
      { done: 2, of: 2 },
    ]);
    expect(module.registers.map(({ register }) => register)).toEqual([1, 2, 3]);
    expect(module.registers[2]).toMatchObject({
      supplyGroupCode: '000042',
      // Minute 200 × 65536 + 65535 after the base date.
      keyEndsAt: new Date(Date.UTC(2014, 0, 1) + (200 * 65536 + 65535) * 60_000).toISOString(),
      tidEndsAt: '2045-11-24T20:15:00.000Z',
      unitLimit: 1000,
      currencyLimit: null,
    });
    expect(module.registers[0]?.keyEndsAt).toBeNull();
    const history = await till.call('keys.list', { limit: 5 });
    expect(history).toMatchObject([
      { register: 3, supplyGroupCode: '000042', result: 'loaded', operatorName: 'Thandi' },
      { register: 1, supplyGroupCode: '123457', result: 'loaded', problem: null },
    ]);
  });

  it('keeps nothing of the file but a digest and attributes', async () => {
    const text = file(NEW);
    await till.call('keys.load', { text });
    const kept = JSON.stringify(till.ledger('SELECT * FROM key_load'));
    const secrets = text.match(/[0-9A-F]{32,}/gi) ?? [];
    expect(secrets.length).toBeGreaterThan(1);
    for (const secret of secrets) expect(kept).not.toContain(secret.slice(0, 16));
  });

  it.each(['27', '28', '49', '94', 'EE', '98'])(
    'goes on behind a key that is refused with %s',
    async (status) => {
      refuse(1, status);
      const { keys, stopped } = await till.call('keys.load', { text: file(EA11, NEW) });
      const code = `key-file.status.${status === '98' ? 'other' : status}`;
      expect(keys).toMatchObject([
        { result: 'refused', problem: { code } },
        { result: 'loaded', problem: null },
      ]);
      expect(stopped).toBeNull();
      const [, first] = await till.call('keys.list', { limit: 5 });
      expect(first).toMatchObject({ result: 'refused', problem: { code } });
    },
  );

  it.each(['26', '77'])('stops where no further key can be taken: %s', async (status) => {
    refuse(2, status);
    const text = file(EA11, NEW, { ...NEW, register: 4 });
    const { keys, stopped } = await till.call('keys.load', { text });
    expect(keys.map(({ result }) => result)).toEqual(['loaded', 'refused', 'skipped']);
    expect(stopped?.code).toBe(`key-file.status.${status}`);
    expect(await till.call('keys.list', { limit: 5 })).toHaveLength(2);
  });

  it('stops at once where the module does not trust its maker', async () => {
    const text = file(EA11).replace(/KC P[0-9A-F]{2}/i, 'KC P00');
    const { keys, stopped } = await till.call('keys.load', { text });
    expect(keys.map(({ result }) => result)).toEqual(['skipped']);
    expect(stopped?.code).toMatch(/key-file\.status\.(49|77)/);
    expect(host.commands).not.toContain('SM?KL');
  });

  it('refuses a key that was tampered with', async () => {
    const text = file(EA11, NEW).replace('SGC000042', 'SGC000043');
    const { keys, module } = await till.call('keys.load', { text });
    expect(keys).toMatchObject([
      { result: 'loaded' },
      { result: 'refused', problem: { code: 'key-file.status.77' } },
    ]);
    expect(module.registers).toHaveLength(2);
  });

  it('says which keys are in doubt when the module goes away, and may be done again', async () => {
    let keys = 0;
    host.behave = (command) => {
      if (command === 'SM?KL') keys += 1;
      return command === 'SM?KL' && keys === 2 ? 'unplug' : 'answer';
    };
    const text = file(EA11, NEW, { ...NEW, register: 4 });
    const first = await till.call('keys.load', { text });
    expect(first.keys.map(({ result }) => result)).toEqual(['loaded', 'unknown', 'skipped']);
    expect(first.stopped?.code).toBe('key-file.no-answer');
    host.behave = () => 'answer';
    await host.comeBack();
    await till.reconnect();
    const again = await till.call('keys.load', { text });
    expect(again.keys.map(({ result }) => result)).toEqual(['loaded', 'loaded', 'loaded']);
    expect(again.module.registers).toHaveLength(4);
  });

  it('takes one file at a time', async () => {
    const text = file(EA11, NEW);
    const both = await Promise.all([
      till.call('keys.load', { text }),
      till.refusal('keys.load', { text }),
    ]);
    expect(both[1].code).toBe('key-file.busy');
  });
});

describe('limits', () => {
  it('stop sales with what to do, and a refresh brings them back', async () => {
    const meter = await till.meterOf('Nomsa Dlamini');
    const later = (day: number) => new Date(`2101-01-0${day}T00:00:00Z`);
    await till.call('keys.load', {
      text: file({ ...EA11, unitLimit: 100, issuedUntil: later(1) }),
    });
    const units = (amount: number) => till.order(meter.id, { by: 'units', amount });

    const over = await till.call('sale.sell', await units(101));
    expect(over).toMatchObject({ state: 'refused', problem: { code: 'module.limit-reached' } });
    expect((await till.call('sale.sell', await units(100))).state).toBe('issued');

    // The first one the module refuses; from then on the till knows.
    const first = await till.call('sale.sell', await units(1));
    expect(first).toMatchObject({ state: 'refused', problem: { code: 'module.limit-reached' } });
    await till.ready();
    const { registers } = await till.call('module.refresh', {});
    expect(registers[0]?.unitLimit).toBe(0);
    expect((await till.refusal('sale.sell', await units(1))).code).toBe('module.limit-used-up');

    await till.call('keys.load', {
      text: file({ ...EA11, unitLimit: 100, issuedUntil: later(2) }),
    });
    expect((await till.call('sale.sell', await units(100))).state).toBe('issued');
  });

  it('and a common key: it makes credit for cards only', async () => {
    await till.call('keys.load', { text: file({ ...NEW, keyType: 3 }) });
    const meter = await till.meterOf('Nomsa Dlamini');
    const { tariffId } = meter;
    const moved = {
      meterId: meter.id,
      tariffId,
      blind: false,
      customer: { name: 'Nomsa Dlamini', phone: '', address: '' },
      configuration: {
        meterNumber: meter.drn,
        supplyGroupCode: '000042',
        keyRevisionNumber: 2,
        tariffIndex: 1,
        encryptionAlgorithm: 11,
        tokenCarrierType: 2,
      },
    } as const;
    await till.call('meters.save', moved);
    const order = await till.order(meter.id, { by: 'money', amount: 5_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe('module.common-key');
    const onCard = { ...moved.configuration, tokenCarrierType: 1 } as const;
    await till.call('meters.save', { ...moved, configuration: onCard });
    expect((await till.sell(meter.id, 5_000)).state).toBe('issued');
  });
});
