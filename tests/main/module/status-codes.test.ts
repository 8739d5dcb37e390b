import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { EmulatedModule } from '../../../src-main/module/emulator/emulated-module.ts';
import { parseFaultSpec } from '../../../src-main/module/emulator/fault-plan.ts';
import { ModuleFaults } from '../../../src-main/module/emulator/faults.ts';
import { makeKeyFile } from '../../../src-main/module/emulator/key-file-maker.ts';
import { licenceMail, makeLicence } from '../../../src-main/module/emulator/licence-maker.ts';
import { parseProfile } from '../../../src-main/module/emulator/profile.ts';
import { MAKERS_OWN, STATUS_NAMES } from '../../../src-main/module/sts6/status.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Language } from '../../../src-shared/contract/shapes.ts';
import { catalogues } from '../../languages/catalogues.ts';
import { ModuleHost } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { ask } from './emulator/wire.ts';

/*
 * Each status code of the wire, from the module's frame to the sentence on the screen, in each
 * language.
 */

const CODES = [...Object.keys(STATUS_NAMES), ...MAKERS_OWN].filter((code) => code !== '00').sort();
/** Statuses of a sale with a sentence that knows more of the key than the code says. */
const KNOWN_BETTER: Readonly<Record<string, string>> = { '31': 'module.limit-reached' };
/** These are the module's word on everything, answered as `GL!ER`. */
const WHOLE_MODULE = ['20', '21', '57', '58'];

let shop: TrainingShop;
let host: ModuleHost;
let till: TestTill;
const clock = new TestClock(MORNING);
beforeAll(async () => {
  shop = await TrainingShop.setUp();
  host = await ModuleHost.start(clock);
  till = await shop.open({ link: host.link, clock });
});
afterAll(async () => {
  await till.close();
  await host.goAway();
  await shop.remove();
});

/** A module that answers a command with a status instead of carrying it out. */
function answering(status: string, command: string): EmulatedModule {
  const plan = parseFaultSpec(`status=${status}@${command},seed=status`);
  const profile = parseProfile(trainingProfile);
  if (!plan.ok || !profile.ok) return expect.fail(`no module that answers ${status}`);
  const faults = new ModuleFaults(plan.value);
  return new EmulatedModule({
    profile: profile.value,
    now: () => clock.now(),
    rnd: () => 5,
    faults,
  });
}

async function speak(language: Language): Promise<void> {
  await till.set({ language });
}

/** The catalogue's text with its gaps, e.g. `module.status.31`. */
function catalogueText(language: Language, code: string, part: 'message' | 'hint'): string {
  let entry: unknown = catalogues.get(language)?.errors;
  for (const key of [...code.split('.'), part]) {
    entry = typeof entry === 'object' && entry ? Reflect.get(entry, key) : undefined;
  }
  return typeof entry === 'string' ? entry : expect.fail(`${language} has no ${code}.${part}`);
}

/** Both sentences are those of the code in that language, their gaps filled. */
function expectSentences(failure: Failure | null, code: string, language: Language): void {
  if (!failure) throw new Error(`${code} is not explained`);
  expect(failure.code).toBe(code);
  for (const part of ['message', 'hint'] as const) {
    const pieces = catalogueText(language, code, part).split(/\{\{.*?\}\}/);
    const escaped = pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    expect(failure[part]).toMatch(new RegExp(`^${escaped.join('.*')}$`, 's'));
    expect(failure[part]).not.toMatch(/\{\{|\}\}|undefined|errors\.|module\.status/);
    expect(failure[part].length).toBeGreaterThan(10);
  }
}

describe('on the wire', () => {
  it.each(CODES)('%s is answered, and nothing is spent', (status) => {
    const module = answering(status, 'SM?DI');
    const command = WHOLE_MODULE.includes(status) ? 'GL?ER' : 'SM?DI';
    expect(ask(module, 'SM?DI')).toMatchObject({ command, status });
    expect(module.transactionsLeft).toBe(trainingProfile.transactions);
    expect(ask(module, 'SM?CQ').status).toBe('00');
  });
});

describe.each([...catalogues.keys()])('in %s', (language) => {
  beforeAll(() => speak(language));

  it.each(CODES)('%s stops a sale with its sentence and the code', async (status) => {
    const nomsa = await till.meterOf('Nomsa Dlamini');
    host.module = answering(status, 'SM?VC');
    const sale = await till.sell(nomsa.id, 5000);
    expect(sale).toMatchObject({ state: 'refused', token: null, tid: null });
    expectSentences(sale.problem, KNOWN_BETTER[status] ?? `module.status.${status}`, language);
    expect(sale.problem?.detail.status).toBe(status);
    expect(await till.call('sales.get', { saleId: sale.id })).toEqual(sale);
    expect(host.module.transactionsLeft).toBe(trainingProfile.transactions);
    await till.ready();
  });

  it('00 is a sale', async () => {
    const nomsa = await till.meterOf('Nomsa Dlamini');
    host.module = answering('99', 'SM?VM');
    expect(await till.sell(nomsa.id, 5000)).toMatchObject({ state: 'issued', problem: null });
  });

  it.each(['01', '57', '58'])(
    '%s says why a module that is looked at cannot sell',
    async (status) => {
      host.module = answering(status, 'SM?DI');
      const found = await till.call('module.probe', { link: host.link });
      expect(found.state).toBe('unusable');
      expectSentences(found.problem, `module.status.${status}`, language);
    },
  );

  it.each(['02', '33', '77', '87', '49', 'EE'])(
    '%s says why a licence was refused',
    async (status) => {
      host.module = answering(status, 'SM?CI');
      const order = { moduleId: '94000001', transactions: 500, expires: '20271130' };
      const load = await till.call('licences.load', { text: licenceMail(makeLicence(order)) });
      expect(load.state).toBe('refused');
      const explained = status === '49' ? 'other' : status;
      expectSentences(load.problem, `licence.status.${explained}`, language);
      expect(load.problem?.detail.status).toBe(status);
    },
  );

  it.each(['26', '27', '28', '49', '77', '94'])('%s says why a key was refused', async (status) => {
    host.module = answering(status, 'SM?KL');
    const outcome = await till.call('keys.load', { text: keyFile() });
    const [key] = outcome.keys;
    expect(key?.result).toBe('refused');
    const problem = key?.problem ?? null;
    expect(problem?.detail.status).toBe(status);
    expectSentences(problem, `key-file.status.${status}`, language);
  });
});

function keyFile(): string {
  return makeKeyFile('94000001', [
    {
      register: 3,
      vendingKey: Buffer.from('VOLTILL TRAINING KEY'),
      supplyGroupCode: '123458',
      keyRevisionNumber: 1,
      keyType: 2,
      dkga: 4,
      baseDate: 2014,
      keyExpiryNumber: 255,
      activeFrom: new Date('2024-01-01T00:00:00Z'),
      issuedUntil: new Date('2030-01-01T00:00:00Z'),
      unitLimit: 4_294_967_295,
      currencyLimit: 4_294_967_295,
    },
  ]);
}
