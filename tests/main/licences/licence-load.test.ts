import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { licenceMail, makeLicence } from '../../../src-main/module/emulator/licence-maker.ts';
import { encodeRequest } from '../../../src-main/module/sts6/frame.ts';
import type { LicenceLoad } from '../../../src-shared/contract/licence-shapes.ts';
import { ModuleHost, once } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* Licences, through `dispatch`, into an emulated module behind TCP. */

const UNLIMITED = 0xffff_ffff;

let shop: TrainingShop;
let till: TestTill;
let host: ModuleHost;
/** The module's own clock. */
let clock: TestClock;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock, { transactions: 7 });
  till = await shop.open({ link: host.link, clock: new TestClock(MORNING) });
});
afterEach(async () => {
  await till.close();
  await host.goAway();
});

type Order = Parameters<typeof makeLicence>[0];

function licence(changed: Partial<Order> = {}): string {
  return makeLicence({
    moduleId: '94000001',
    transactions: 500,
    expires: '20261130',
    warrantyUntil: '20271130',
    renewalMonth: 11,
    ...changed,
  });
}

/** The mail as a colleague forwarded it. */
function mail(changed: Partial<Order> = {}): string {
  const quoted = licenceMail(licence(changed)).replaceAll('\n', '\r\n> > ');
  return `Subject: your licence\r\n\r\n> > ${quoted}\r\n> regards`;
}

function sent(): number {
  return host.commands.filter((command) => command === 'SM?CI').length;
}

function load(text: string): Promise<LicenceLoad> {
  return till.call('licences.load', { text });
}

describe('reading a licence', () => {
  it('shows what was recognised, and sends nothing', async () => {
    const before = host.commands.length;
    expect(await till.call('licences.read', { text: mail() })).toMatchObject({
      moduleId: '94000001',
      transactions: 500,
      unlimited: false,
      expiresOn: '2026-11-30',
      warrantyUntil: '2027-11-30',
      renewalMonth: 11,
      connectedModuleId: '94000001',
      transactionsLeft: 7,
      length: licence().length,
      problem: null,
    });
    expect(host.commands.slice(before)).toEqual([]);
  });

  it('says why the module would refuse it, where that can be seen', async () => {
    const problemOf = async (text: string) =>
      (await till.call('licences.read', { text })).problem?.code;
    expect(await problemOf(mail({ moduleId: '94000002' }))).toBe('licence.other-module');
    expect(await problemOf(mail({ expires: '20260301' }))).toBe('licence.expired');
    expect(await problemOf(mail({ expires: '20260302' }))).toBeUndefined();
    const text = mail();
    await load(text);
    expect(await problemOf(text)).toBe('licence.loaded-before');
    await host.goAway();
    await till.moduleIs('gone');
    expect(await problemOf(mail())).toMatch(/^module\./);
  });

  it.each([
    ['licence.empty', ' '],
    ['licence.no-guards', 'Dear shop, the licence is attached.'],
    ['licence.cut-off', mail().slice(0, -60)],
    ['licence.several', `${mail()}\n${mail()}`],
    ['licence.not-ascii', mail().replace('TRN', 'TR\u00d1')],
    ['licence.too-long', '>'.repeat(220_000)],
  ])('refuses what is none: %s', async (code, text) => {
    expect((await till.refusal('licences.read', { text })).code).toBe(code);
    expect((await till.refusal('licences.load', { text })).code).toBe(code);
    expect(sent()).toBe(0);
  });

  it('is for those who look after the module', async () => {
    await till.call('people.signOut', {});
    for (const [name, input] of [
      ['licences.read', { text: mail() }],
      ['licences.load', { text: mail() }],
      ['licences.list', { limit: 5 }],
    ] as const) {
      expect((await till.refusal(name, input)).code).toBe('sign-in-first');
    }
  });
});

describe('loading a licence', () => {
  it('raises the counter, and is kept in the history', async () => {
    const loaded = await load(mail());
    expect(loaded).toMatchObject({
      state: 'loaded',
      operatorName: 'Thandi',
      at: new Date(MORNING).toISOString(),
      moduleId: '94000001',
      transactions: 500,
      counterBefore: 7,
      counterAfter: 507,
      reissued: 0,
      expiresOn: '2026-11-30',
      warrantyUntil: '2027-11-30',
      renewalMonth: 11,
      problem: null,
    });
    expect((await till.call('module.status', {})).transactionsLeft).toBe(507);
    expect(await till.call('licences.list', { limit: 5 })).toEqual([loaded]);
    await till.restart();
    await till.ready();
    expect(await till.call('licences.list', { limit: 5 })).toEqual([loaded]);
  });

  it('keeps a digest and facts, never the text', async () => {
    const certificate = licence();
    await load(licenceMail(certificate));
    const kept = JSON.stringify(till.ledger('SELECT * FROM licence_load'));
    expect(kept).not.toContain('SIG');
    for (let at = 0; at + 24 <= certificate.length; at += 12) {
      expect(kept).not.toContain(certificate.slice(at, at + 24));
    }
  });

  it('brings a shop without transactions back to selling', async () => {
    host.swap(clock, { transactions: 0 });
    await till.call('module.refresh', {});
    const meter = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(meter.id, { by: 'money', amount: 5_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe('module.licence-used-up');
    await load(mail());
    expect((await till.call('sale.sell', order)).state).toBe('issued');
    expect(await till.transactionsLeft()).toBe(499);
  });

  it('counts no sale that is made at the same time', async () => {
    const names = ['Nomsa Dlamini', 'Sipho Khumalo', 'Amina Hassan', 'Kwame Mensah'];
    const meters = await Promise.all(names.map((name) => till.meterOf(name)));
    const [one, two, loaded, three, four] = await Promise.all([
      till.sell(meters[0]?.id ?? 0, 1_000),
      till.sell(meters[1]?.id ?? 0, 1_000),
      load(mail()),
      till.sell(meters[2]?.id ?? 0, 1_000),
      till.sell(meters[3]?.id ?? 0, 1_000),
    ]);
    expect([one, two, three, four].map(({ state }) => state)).toEqual(Array(4).fill('issued'));
    expect((loaded.counterAfter ?? 0) - loaded.counterBefore).toBe(500);
    expect(await till.transactionsLeft()).toBe(503);
  });

  it('is done once, however often it is asked at the same time', async () => {
    const text = mail();
    const [first, second] = await Promise.all([
      load(text),
      till.refusal('licences.load', { text }),
    ]);
    expect(first.state).toBe('loaded');
    expect(second.code).toBe('licence.loaded-before');
    expect(sent()).toBe(1);
    expect(host.module.transactionsLeft).toBe(507);
  });
});

describe('an unlimited licence', () => {
  it('is not counted down, and gives the rest back when it has run out', async () => {
    const loaded = await load(mail({ transactions: 'unlimited', expires: '20260310' }));
    expect(loaded).toMatchObject({ unlimited: true, counterAfter: UNLIMITED, reissued: null });
    const meter = await till.meterOf('Nomsa Dlamini');
    await till.sell(meter.id, 1_000);
    expect((await till.call('module.status', {})).transactionsLeft).toBe(UNLIMITED);
    clock.set('2026-03-11T08:00:00Z');
    till.clock.set('2026-03-11T08:00:00Z');
    // The clock went on by days at once, so the till looks at the module before it sells.
    const order = await till.order(meter.id, { by: 'money', amount: 1_000 });
    expect((await till.refusal('sale.sell', order)).code).toBe('module.licence-used-up');
    expect(await till.transactionsLeft()).toBe(0);
    const again = await load(mail({ transactions: 20 }));
    expect(again).toMatchObject({ counterBefore: 0, counterAfter: 27, reissued: 7 });
  });

  it('whose answer is lost while another runs is found out by pasting it again', async () => {
    await load(mail({ transactions: 'unlimited' }));
    const text = mail({ transactions: 'unlimited', expires: '20271130' });
    host.behave = once('SM?CI', 'unplug');
    expect(await load(text)).toMatchObject({
      state: 'asked',
      problem: { code: 'licence.unknown' },
    });
    await host.comeBack();
    await till.reconnect();
    const listed = await till.call('licences.list', { limit: 1 });
    expect(listed[0]?.state).toBe('asked');
    const again = await load(text);
    expect(again).toMatchObject({ id: listed[0]?.id, state: 'loaded', problem: null });
  });
});

describe('a licence that the module refuses', () => {
  const refusedWith = async (text: string, code: string) => {
    const refused = await load(text);
    expect(refused).toMatchObject({ state: 'refused', problem: { code } });
    expect(refused.counterAfter).toBe(refused.counterBefore);
    expect(await till.call('licences.list', { limit: 1 })).toEqual([refused]);
  };

  it('was made for another one', async () => {
    const text = mail({ moduleId: '94000002' });
    expect((await till.refusal('licences.load', { text })).code).toBe('licence.other-module');
    expect(sent()).toBe(0);
    host.behave = (command) => (command === 'SM?CI' ? { status: '33' } : 'answer');
    await refusedWith(mail(), 'licence.status.33');
  });

  it('was damaged on its way', async () => {
    const certificate = licence();
    const other = certificate.endsWith('0') ? '1' : '0';
    await refusedWith(licenceMail(certificate.slice(0, -1) + other), 'licence.status.77');
    await refusedWith(licenceMail(certificate.slice(0, -1)), 'licence.status.02');
    await refusedWith(licenceMail('MIIBszCCAVmgAwIBAgIU'), 'licence.status.02');
  });

  it('was loaded at another till, or here', async () => {
    const certificate = licence();
    host.module.receive(encodeRequest('SM?CI', certificate).slice(0, -1));
    await refusedWith(licenceMail(certificate), 'licence.status.87');
    const text = mail();
    await load(text);
    const asked = sent();
    expect((await till.refusal('licences.load', { text })).code).toBe('licence.loaded-before');
    expect(sent()).toBe(asked);
  });

  it('has expired: by its date, or by what the module says', async () => {
    const text = mail({ expires: '20260301' });
    expect((await till.refusal('licences.load', { text })).code).toBe('licence.expired');
    expect(sent()).toBe(0);
    clock.set('2027-01-01T00:00:00Z');
    await refusedWith(mail(), 'licence.expired-for-module');
  });

  it('for a reason of its own is told with its status', async () => {
    host.behave = (command) => (command === 'SM?CI' ? { status: '98' } : 'answer');
    await refusedWith(mail(), 'licence.status.other');
  });
});

describe('a line that doubles what it carries', () => {
  it('makes no refusal of a licence that was taken', async () => {
    const receive = host.module.receive.bind(host.module);
    host.module.receive = (frame) => {
      if (frame.startsWith('SM?CI')) receive(frame);
      return receive(frame);
    };
    // The answer that arrives is 87, to the second copy; the counter has risen.
    expect(await load(mail())).toMatchObject({
      state: 'loaded',
      counterBefore: 7,
      counterAfter: 507,
    });
  });
});

describe('what the counter cannot prove', () => {
  /** Says nothing of what it adds, as a maker's own may. */
  const opaque = (): string => licence().replace(/;TRN\d+/, '');

  it('a rise that another licence made is no proof of one sent before it', async () => {
    const text = licenceMail(opaque());
    host.behave = (command) => (command === 'SM?CI' ? 'drop-before' : 'answer');
    expect((await load(text)).state).toBe('asked');
    host.behave = () => 'answer';
    await till.reconnect();
    expect((await load(mail())).state).toBe('loaded');
    host.behave = (command) => (command === 'SM?CI' ? { status: '77' } : 'answer');
    expect(await load(text)).toMatchObject({
      state: 'refused',
      problem: { code: 'licence.status.77' },
    });
  });

  it('one thought not taken is loaded once the module says that it has it', async () => {
    const certificate = licence();
    host.behave = once('SM?CI', 'drop-before');
    await load(licenceMail(certificate));
    await till.reconnect();
    await eventually(async () => {
      const [found] = await till.call('licences.list', { limit: 1 });
      expect(found).toMatchObject({ state: 'refused', problem: { code: 'licence.not-taken' } });
    });
    // Somebody else spent as much as it brought: the counter looked as if nothing had come.
    host.module.receive(encodeRequest('SM?CI', certificate).slice(0, -1));
    expect(await load(licenceMail(certificate))).toMatchObject({ state: 'loaded' });
  });
});

describe('a module that goes away while a licence is loaded', () => {
  const settled = async (): Promise<LicenceLoad> => {
    await eventually(() => expect(till.heard('licence')).toHaveLength(1));
    const [load] = await till.call('licences.list', { limit: 1 });
    expect(till.heard('licence')).toEqual([load]);
    if (!load) return expect.fail('no licence in the history');
    return load;
  };

  it('had taken it: its counter tells when it is back', async () => {
    host.behave = once('SM?CI', 'unplug');
    const asked = await load(mail());
    expect(asked).toMatchObject({ state: 'asked', counterBefore: 7, counterAfter: null });
    await host.comeBack();
    await till.reconnect();
    expect(await settled()).toMatchObject({ id: asked.id, state: 'loaded', counterAfter: 507 });
    expect(sent()).toBe(1);
  });

  it('had not taken it: it can be loaded again', async () => {
    const text = mail();
    host.behave = once('SM?CI', 'drop-before');
    const asked = await load(text);
    expect(asked.state).not.toBe('loaded');
    await till.reconnect();
    await eventually(async () => {
      const [found] = await till.call('licences.list', { limit: 1 });
      expect(found).toMatchObject({ state: 'refused', problem: { code: 'licence.not-taken' } });
    });
    expect(await load(text)).toMatchObject({ state: 'loaded', counterAfter: 507 });
    expect(await till.call('licences.list', { limit: 5 })).toHaveLength(2);
  });

  it('and a till that was closed meanwhile', async () => {
    host.behave = once('SM?CI', 'unplug');
    const text = mail();
    await load(text);
    await till.restart();
    await host.comeBack();
    await till.reconnect();
    expect(await settled()).toMatchObject({ state: 'loaded', counterAfter: 507 });
    expect((await till.refusal('licences.load', { text })).code).toBe('licence.loaded-before');
  });

  it('before anything was sent', async () => {
    host.behave = once('SM?CQ', 'unplug');
    expect((await till.refusal('licences.load', { text: mail() })).code).toBe('licence.not-sent');
    expect(await till.call('licences.list', { limit: 1 })).toEqual([]);
  });

  it('and whose answer was only lost on the way is asked for it again', async () => {
    host.behave = once('SM?CI', 'lose');
    expect(await load(mail())).toMatchObject({ state: 'loaded', counterAfter: 507 });
    expect(sent()).toBe(1);
    expect(host.commands).toContain('GL?RR');
  }, 20_000);
});
