import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ModuleError,
  ModuleGarbled,
  ModuleRefused,
  ModuleSilent,
  ModuleUnplugged,
  type TokenRequest,
} from '../../../../src-main/module/security-module.ts';
import { Sts6Module } from '../../../../src-main/module/sts6/driver.ts';
import { encodeResponse } from '../../../../src-main/module/sts6/frame.ts';
import { FakeModule } from '../fake-module.ts';
import { atOnce, type Fault, FaultyLink, LINE_FAULTS } from '../faulty-link.ts';

const REQUEST: TokenRequest = {
  register: 1,
  pan: '600727000000000009',
  tariffIndex: 1,
  encryptionAlgorithm: 11,
  tokenCarrierType: 2,
  subclass: 0,
  amount: 1000,
  tid: 5_000_000,
};

/** A module, a line that does to the requests after `SM?DI` what `faults` say, and the driver. */
async function setUp(faults: Fault[] = [], retries = 3) {
  const module = new FakeModule();
  const script: Fault[] = ['none', ...faults];
  const link = new FaultyLink(module, script);
  const driver = new Sts6Module(link, { after: atOnce, retries });
  await driver.identify();
  link.requests.length = 0;
  return { module, link, driver };
}

async function failure(promise: Promise<unknown>): Promise<ModuleError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ModuleError) return error;
  throw new Error(`rejected with no ModuleError: ${error}`);
}

describe('a vend on a good line', () => {
  it('costs one request', async () => {
    const { driver, link } = await setUp();
    const first = await driver.creditToken(REQUEST);
    const second = await driver.creditToken({ ...REQUEST, tid: REQUEST.tid + 1 });
    expect(first.digits).not.toBe(second.digits);
    expect(link.commands()).toEqual(['SM?VC', 'SM?VC']);
  });

  it('asks for an echo first where the last answer of the module is not known', async () => {
    const module = new FakeModule();
    const link = new FaultyLink(module);
    await new Sts6Module(link, { after: atOnce }).creditToken(REQUEST);
    expect(link.commands()).toEqual(['GL?EC', 'SM?VC']);
  });

  it('queues parallel callers, one request at a time', async () => {
    const { driver, link, module } = await setUp();
    const tids = Array.from({ length: 20 }, (_, index) => REQUEST.tid + index);
    const tokens = await Promise.all(tids.map((tid) => driver.creditToken({ ...REQUEST, tid })));
    expect(new Set(tokens.map(({ digits }) => digits)).size).toBe(20);
    expect(link.requests.length).toBe(20);
    expect(module.vends.map((payload) => Number.parseInt(payload.slice(-7, -1), 16))).toEqual(tids);
    expect(driver.idle).toBe(true);
  });
});

describe('a vend on a bad line', () => {
  const recovered: [Fault, string[]][] = [
    ['request-lost', ['SM?VC', 'GL?RR', 'GL?EC', 'SM?VC']],
    ['request-damaged', ['SM?VC', 'GL?EC', 'SM?VC']],
    ['lost', ['SM?VC', 'GL?RR', 'GL?EC', 'SM?VT']],
    ['damaged', ['SM?VC', 'GL?RR', 'GL?EC', 'SM?VT']],
    ['garbage-before', ['SM?VC', 'GL?RR', 'GL?EC', 'SM?VT']],
    ['stops-halfway', ['SM?VC', 'GL?RR', 'GL?EC', 'SM?VT']],
    ['late', ['SM?VC', 'GL?RR', 'GL?EC', 'SM?VT']],
    ['garbage-line-before', ['SM?VC', 'GL?EC', 'SM?VT']],
    ['noise-to-module', ['SM?VC', 'GL?EC', 'SM?VT']],
    ['foreign-before', ['SM?VC']],
    ['doubled', ['SM?VC']],
  ];
  it.each(recovered)('%s: carried out once, the token learnt', async (fault, commands) => {
    const { driver, link, module } = await setUp([fault]);
    const token = await driver.creditToken(REQUEST);
    expect(module.vends.length).toBe(1);
    expect(link.commands()).toEqual(commands);
    const verified = await driver.verifyToken({ ...REQUEST, digits: token.digits });
    expect(verified).toMatchObject({ result: 0, tid: REQUEST.tid, amount: REQUEST.amount });
  });

  it('does not take the answer to an earlier sale that GL?RR brings', async () => {
    const { driver, module, link } = await setUp(['none', 'request-lost']);
    const first = await driver.creditToken(REQUEST);
    const second = await driver.creditToken({ ...REQUEST, tid: REQUEST.tid + 1 });
    expect(second.digits).not.toBe(first.digits);
    expect(module.vends.length).toBe(2);
    expect(link.commands()).toEqual(['SM?VC', 'SM?VC', 'GL?RR', 'GL?EC', 'SM?VC']);
  });

  it('does not take a doubled answer for the next sale', async () => {
    const { driver, module } = await setUp(['late-double']);
    const first = await driver.creditToken(REQUEST);
    const second = await driver.creditToken({ ...REQUEST, tid: REQUEST.tid + 1 });
    expect(second.digits).not.toBe(first.digits);
    expect(module.vends.length).toBe(2);
  });

  it('does not take the late answer to a sale given up for the next sale', async () => {
    const { driver, module, link } = await setUp(['late', 'lost', 'lost', 'lost']);
    expect(await failure(driver.creditToken(REQUEST))).toMatchObject({ spent: 'perhaps' });
    const token = await driver.creditToken({ ...REQUEST, tid: REQUEST.tid + 1 });
    expect(module.vends.length).toBe(2);
    const verified = await driver.verifyToken({ ...REQUEST, digits: token.digits });
    expect(verified.tid).toBe(REQUEST.tid + 1);
    expect(link.commands().filter((command) => command === 'SM?VC').length).toBe(2);
  });

  it('does not take a doubled refusal for the next sale', async () => {
    const { driver, module } = await setUp(['late-double']);
    const vend = module.answers.get('SM?VC');
    module.answers.set('SM?VC', () => encodeResponse('SM?VC', '31'));
    expect(await failure(driver.creditToken(REQUEST))).toMatchObject({ status: '31' });
    if (vend) module.answers.set('SM?VC', vend);
    await driver.creditToken({ ...REQUEST, tid: REQUEST.tid + 1 });
    expect(module.vends.length).toBe(1);
  });

  it('does not send the vend again when the GL?RR itself was damaged', async () => {
    for (const remembersErrors of [false, true]) {
      const { driver, module } = await setUp(['lost', 'request-damaged']);
      module.remembersErrors = remembersErrors;
      const outcome = await driver.creditToken(REQUEST).catch((error: unknown) => error);
      expect(module.vends.length).toBe(1);
      // Where the module forgot its answer, the driver says that it does not know.
      if (remembersErrors) expect(outcome).toMatchObject({ kind: 'garbled', spent: 'perhaps' });
      else expect(outcome).toHaveProperty('digits');
    }
  });

  it('refuses a token that belongs to somebody else on a shared module host', async () => {
    const { driver, module } = await setUp(['lost']);
    const vend = module.answers.get('SM?VC');
    module.answers.set('SM?VC', (payload) => {
      vend?.(payload);
      return vend?.(payload.replace('H03E8~', 'H0001~')) ?? '';
    });
    const error = await failure(driver.creditToken(REQUEST));
    expect(error).toBeInstanceOf(ModuleGarbled);
    expect(error.spent).toBe('perhaps');
  });
});

describe('a module that cannot be reached', () => {
  it('stays silent: ModuleSilent after at least two retries with GL?RR', async () => {
    const { driver, link } = await setUp(Array<Fault>(20).fill('request-lost'), 2);
    const error = await failure(driver.creditToken(REQUEST));
    expect(error).toBeInstanceOf(ModuleSilent);
    expect(error.spent).toBe('perhaps');
    expect(link.commands()).toEqual(['SM?VC', 'GL?RR', 'GL?RR']);
  });

  it('says that nothing was spent where the vend was never sent', async () => {
    const { driver, module } = await setUp(Array<Fault>(20).fill('request-lost'));
    await failure(driver.clock());
    const error = await failure(driver.creditToken(REQUEST));
    expect(error).toMatchObject({ kind: 'silent', spent: 'no' });
    expect(module.vends.length).toBe(0);
  });

  it('closes in mid-reply: ModuleUnplugged, perhaps spent', async () => {
    const { driver } = await setUp(['closes-halfway']);
    const error = await failure(driver.creditToken(REQUEST));
    expect(error).toBeInstanceOf(ModuleUnplugged);
    expect(error.spent).toBe('perhaps');
    expect(await failure(driver.creditToken(REQUEST))).toMatchObject({
      kind: 'unplugged',
      spent: 'no',
    });
  });

  it('is gone before the request leaves: nothing spent', async () => {
    const { driver } = await setUp(['not-sent']);
    expect(await failure(driver.creditToken(REQUEST))).toMatchObject({
      kind: 'unplugged',
      spent: 'no',
    });
  });

  it('is gone when the answer is asked for again: perhaps spent', async () => {
    const { driver } = await setUp(['lost', 'not-sent']);
    expect(await failure(driver.creditToken(REQUEST))).toMatchObject({
      kind: 'unplugged',
      spent: 'perhaps',
    });
  });

  it('is no module but something that sends its input back: ModuleGarbled', async () => {
    const link = new FaultyLink({ receive: (frame) => `${frame}\r` });
    const driver = new Sts6Module(link, { after: atOnce });
    expect(await failure(driver.identify())).toBeInstanceOf(ModuleGarbled);
  });

  it('talks without end: it ends all the same', async () => {
    const chatter = encodeResponse('SM?QL', '00', 'N1~');
    const link = new FaultyLink({ receive: () => chatter.repeat(1000) });
    const driver = new Sts6Module(link, { after: atOnce });
    expect(await failure(driver.identify())).toBeInstanceOf(ModuleSilent);
  });
});

describe('errors of the module', () => {
  it.each(['21', '57', '58'])('GL!ER%s refuses and spends nothing', async (status) => {
    const { driver, module } = await setUp();
    module.answers.set('SM?VC', () => encodeResponse('GL?ER', status));
    expect(await failure(driver.creditToken(REQUEST))).toMatchObject({
      kind: 'refused',
      status,
      command: 'SM?VC',
    });
  });

  it('a request damaged each time ends as 20', async () => {
    const { driver, module } = await setUp();
    module.answers.set('SM?VC', () => encodeResponse('GL?ER', '20'));
    const error = await failure(driver.creditToken(REQUEST));
    expect(error).toBeInstanceOf(ModuleRefused);
    expect(error).toMatchObject({ status: '20', spent: 'no' });
  });

  it('an extended error brings its text', async () => {
    const { driver, module } = await setUp();
    module.answers.set('SM?VC', () => encodeResponse('SM?VC', 'EE', 'PFLASH FULL~'));
    expect(await failure(driver.creditToken(REQUEST))).toMatchObject({
      status: 'EE',
      text: 'FLASH FULL',
    });
  });

  it('answers of every query survive each fault', async () => {
    const faults: Fault[] = [
      'request-lost',
      'request-damaged',
      'lost',
      'damaged',
      'doubled',
      'late',
    ];
    for (const fault of [...faults, 'garbage-before', 'late-double'] satisfies Fault[]) {
      const { driver, module } = await setUp([fault]);
      module.registers = [1, 2, 3].map((krn) => `BDT2014;DKG04;KEN255;KRN${krn};KTC2;SGC123457`);
      const krns = [];
      for (const register of [1, 2, 3]) {
        krns.push((await driver.keyAttributes(register)).keyRevisionNumber);
      }
      expect(krns).toEqual([1, 2, 3]);
    }
  });
});

describe('any sequence of faults', () => {
  const fault: fc.Arbitrary<Fault> = fc.constantFrom('none', 'none', 'none', ...LINE_FAULTS);

  it('gives each sale its own token or none, and never carries one out twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 40 }),
        fc.boolean(),
        async (faults, remembersErrors) => {
          const module = new FakeModule();
          module.remembersErrors = remembersErrors;
          const link = new FaultyLink(module, [...faults]);
          const driver = new Sts6Module(link, { after: atOnce });
          await driver.identify().catch(() => {});
          for (let sale = 0; sale < 8; sale += 1) {
            const request = { ...REQUEST, tid: REQUEST.tid + sale };
            const before = module.vends.length;
            const outcome = await driver.creditToken(request).catch((error: unknown) => error);
            const carriedOut = module.vends.length - before;
            expect(carriedOut).toBeLessThanOrEqual(1);
            if (outcome instanceof ModuleError) {
              if (outcome.spent === 'no') expect(carriedOut).toBe(0);
            } else {
              expect(carriedOut).toBe(1);
              expect(outcome).toHaveProperty('digits', module.latestToken);
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
