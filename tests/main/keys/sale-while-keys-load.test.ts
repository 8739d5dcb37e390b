import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeyLoads } from '../../../src-main/ledger/key-loads.ts';
import { makeKeyFile } from '../../../src-main/module/emulator/key-file-maker.ts';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import { type Behaviour, ModuleHost, once } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* SM?VC names a register, not a key: while keys change nobody knows what a token would be made with. */

type Key = Parameters<typeof makeKeyFile>[1][number];

/** Takes the place of the training module's EA11 key. */
const OTHER: Key = {
  register: 1,
  vendingKey: new Uint8Array(Buffer.from('ANOTHER KEY 20 BYTES')),
  supplyGroupCode: '000042',
  keyRevisionNumber: 2,
  keyType: 2,
  dkga: 4,
  baseDate: 2014,
  keyExpiryNumber: 255,
  activeFrom: new Date('2014-01-01T00:00:00Z'),
  issuedUntil: new Date('2100-12-31T23:59:59Z'),
  unitLimit: 0xffff_ffff,
  currencyLimit: 0xffff_ffff,
};
const REPLACE = makeKeyFile('94000001', [OTHER]);
const ADD = makeKeyFile('94000001', [{ ...OTHER, register: 3 }]);

let shop: TrainingShop;
let till: TestTill;
let host: ModuleHost;
let order: Input<'sale.sell'>;

beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  host = await ModuleHost.start(new TestClock(MORNING));
  till = await shop.open({ link: host.link });
  const { id } = await till.meterOf('Nomsa Dlamini');
  order = await till.order(id, { by: 'money', amount: 5_000 });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await till.close();
  await host.goAway();
});

/** Does something in the moment in which the module gets a command for the first time behind `SM?KL`. */
function when<Done>(
  command: string,
  work: () => Promise<Done>,
  before: (asked: string) => Behaviour = () => 'answer',
): { done: () => Promise<Done> } {
  let done: Promise<Done> | null = null;
  let loads = false;
  host.behave = (asked) => {
    loads ||= asked === 'SM?KL';
    if (loads && asked === command) done ??= work();
    return loads ? 'answer' : before(asked);
  };
  return { done: () => done ?? Promise.reject(new Error(`${command} was not asked`)) };
}

const vends = () => host.commands.filter((command) => command === 'SM?VC').length;

describe('a sale while keys are loaded', () => {
  it.each(['SM?KL', 'SM?DI', 'SM?GA', 'SM?CQ'])('is not made: at %s', async (command) => {
    const sale = when(command, () => till.refusal('sale.sell', order));
    const { keys } = await till.call('keys.load', { text: REPLACE });
    expect(keys).toMatchObject([{ result: 'loaded', effect: 'replace' }]);
    expect((await sale.done()).code).toBe('module.keys-loading');
    expect(vends()).toBe(0);
    expect(till.count('sale')).toBe(0);
    // From now on it is known what is in the registers.
    expect((await till.refusal('sale.sell', order)).code).toBe('module.no-key');
  });

  it('is made right behind, where its key is still there', async () => {
    const sale = when('SM?KL', () => till.refusal('sale.sell', order));
    await till.call('keys.load', { text: ADD });
    expect((await sale.done()).code).toBe('module.keys-loading');
    expect((await till.call('sale.sell', order)).state).toBe('issued');
  });

  it('that was left open is taken up behind it', async () => {
    host.behave = once('SM?VC', 'unplug');
    const { id, state } = await till.call('sale.sell', order);
    expect(state).toBe('asked');
    // Nothing vends until the keys are loaded.
    const resumed = when(
      'SM?KL',
      () => till.call('sale.resume', { saleId: id }),
      (command) => (command === 'SM?VC' ? { status: '01' } : 'answer'),
    );
    // Without its power, or the till would find the token with it.
    host.forget();
    await host.comeBack();
    await till.reconnect();
    await eventually(async () => {
      const { sales } = await till.call('sales.list', { text: '', before: null, limit: 5 });
      expect(sales).toMatchObject([{ state: 'asked', problem: { code: 'module.status.01' } }]);
    });
    await till.call('keys.load', { text: ADD });
    expect(await resumed.done()).toMatchObject({
      state: 'asked',
      problem: { code: 'module.keys-loading' },
    });
    await eventually(() =>
      expect(till.heard('sale').at(-1)).toMatchObject({ id, state: 'issued' }),
    );
  });

  it('is not made when the module goes away in between and is back before it was read', async () => {
    let loads = false;
    let sold: Promise<string> | null = null;
    host.behave = (asked) => {
      if (asked === 'SM?KL' && !loads) {
        loads = true;
        return 'drop-after';
      }
      // The link is open again, and the module is being read.
      if (loads && asked === 'SM?GA') {
        sold ??= till.refusal('sale.sell', order).then(({ code }) => code);
      }
      return 'answer';
    };
    const { keys, stopped, module } = await till.call('keys.load', { text: REPLACE });
    expect(keys).toMatchObject([{ result: 'unknown' }]);
    expect(stopped?.code).toBe('key-file.no-answer');
    expect(module).toMatchObject({
      state: 'ready',
      registers: [{ supplyGroupCode: '000042' }, {}],
    });
    expect(await sold).toMatch(/^module\.(unplugged|looking|keys-loading)$/);
    expect((await till.refusal('sale.sell', order)).code).toBe('module.no-key');
    expect(vends()).toBe(0);
  });
});

describe('behind a key load', () => {
  it('the registers are read by a look that began then', async () => {
    let load: Promise<unknown> | null = null;
    host.behave = (command) => {
      // A look is under way, and has read the registers when the key comes.
      if (command === 'SM?GA') load ??= till.call('keys.load', { text: REPLACE });
      return 'answer';
    };
    await till.call('module.refresh', {});
    expect(await load).toMatchObject({
      keys: [{ result: 'loaded' }],
      module: { registers: [{ register: 1, supplyGroupCode: '000042' }, {}] },
    });
    expect((await till.refusal('sale.sell', order)).code).toBe('module.no-key');
  });

  it('the registers are read where the history could not be written, too', async () => {
    vi.spyOn(KeyLoads.prototype, 'add').mockImplementationOnce(() => {
      throw new Error('database or disk is full');
    });
    expect(await till.refusal('keys.load', { text: REPLACE })).toMatchObject({
      code: 'key-file.not-written',
      detail: { reason: 'database or disk is full' },
    });
    expect((await till.call('module.status', {})).registers[0]?.supplyGroupCode).toBe('000042');
    expect((await till.refusal('sale.sell', order)).code).toBe('module.no-key');
    // As its sentence says: the same file once more.
    const { keys } = await till.call('keys.load', { text: REPLACE });
    expect(keys).toMatchObject([{ result: 'loaded', effect: 'refresh' }]);
  });
});
