import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortCandidate } from '../../../src-main/module/links/discover.ts';
import { encodeResponse } from '../../../src-main/module/sts6/frame.ts';
import { setUpInput, TestTill } from '../till-fixture.ts';
import { FakeModule } from './fake-module.ts';
import { type Answering, OnTerminal } from './on-terminal.ts';

const SILENT: Answering = { receive: () => null };

let till: TestTill;
let ports: PortCandidate[];
let plugged: OnTerminal[];

function plugIn(module?: Answering, usbSerial?: string): OnTerminal {
  const terminal = new OnTerminal(module);
  plugged.push(terminal);
  ports.push(terminal.candidate(usbSerial));
  return terminal;
}

function withFirmware(moduleId: string, firmwareId: string): FakeModule {
  const module = new FakeModule();
  module.answers.set('SM?DI', () => encodeResponse('SM?DI', '00', `P${moduleId}~P${firmwareId}~`));
  module.answers.delete('SM?QI');
  return module;
}

// Windows has no pseudo-terminals that a serial port can be opened on.
describe.skipIf(process.platform === 'win32')('searching for modules', () => {
  beforeEach(async () => {
    ports = [];
    plugged = [];
    till = await TestTill.open({ findPorts: async () => [...ports] });
  });
  afterEach(async () => {
    await till.close();
    for (const terminal of plugged) terminal.unplug();
  });

  const search = (again = false) => till.call('module.search', { again });

  it('finds nothing where there is no port', async () => {
    expect(await search()).toEqual([]);
  });

  it('tells of each port what is there', { timeout: 20_000 }, async () => {
    const emulated = plugIn(undefined, 'A9Q2XYZ');
    plugIn(withFirmware('94123456', 'STS05V08'));
    plugIn(withFirmware('94123456', 'STS05M01'));
    plugIn({ receive: () => 'login: \r' });
    plugIn(SILENT);
    ports.push({ ...emulated.candidate(), path: '/dev/no-such-port' });
    const found = await search();
    expect(found).toMatchObject([
      {
        link: { kind: 'serial', path: emulated.path, usbSerial: 'A9Q2XYZ' },
        description: 'FTDI FT232R',
        inUse: false,
        module: { state: 'ready', moduleId: '94000001', hardware: { advice: 'emulated' } },
      },
      {
        module: {
          state: 'unusable',
          firmwareId: 'STS05V08',
          hardware: { kind: 'upgradeable', advice: 'upgrade-tsm250' },
          problem: { code: 'module.edition-1' },
        },
      },
      { module: { hardware: { kind: 'not-upgradeable', advice: 'manufacturing' } } },
      { module: { state: 'unusable', problem: { code: 'module.not-a-module' }, hardware: null } },
      { module: { state: 'gone', problem: { code: 'module.silent' }, hardware: null } },
      { module: { state: 'gone', problem: { code: 'module.not-found' }, hardware: null } },
    ]);
  });

  it('asks a port once, and again only when told to or when it was plugged in anew', async () => {
    const first = plugIn(undefined, 'A9');
    const other = plugIn(undefined, 'B7');
    const asked = () => [first, other].map(({ commands }) => count(commands, 'SM?DI'));
    expect(await search()).toHaveLength(2);
    expect(await search()).toHaveLength(2);
    expect(asked()).toEqual([1, 1]);
    const [one, two] = ports;
    if (!one || !two) return expect.fail('two ports');
    ports = [two];
    expect(await search()).toHaveLength(1);
    ports = [one, two];
    expect(await search()).toHaveLength(2);
    expect(asked()).toEqual([2, 1]);
    await search(true);
    expect(asked()).toEqual([3, 2]);
  });

  it('tries a port again that could not be opened', async () => {
    const port = plugIn().candidate();
    ports = [{ ...port, path: '/dev/no-such-port' }];
    expect(await search()).toMatchObject([{ module: { problem: { code: 'module.not-found' } } }]);
    ports = [port];
    expect(await search()).toMatchObject([{ module: { state: 'ready' } }]);
  });

  it('does its searches one after the other', async () => {
    plugIn();
    const all = await Promise.all([search(true), search(true), search()]);
    expect(all.map(([port]) => port?.module.state)).toEqual(['ready', 'ready', 'ready']);
  });

  it('does not disturb the module in use, and shows it as it stands', async () => {
    const terminal = plugIn(undefined, 'A9');
    plugIn();
    const link = { kind: 'serial', path: terminal.path, baudRate: 19_200 } as const;
    // The search has the port open: setting up waits until it is done.
    const searching = search();
    await till.call('till.setUp', setUpInput({ link }));
    await searching;
    const status = await till.ready();
    // The adapter is remembered with the link, so that it is found under another name.
    expect(status.link).toEqual({ ...link, usbSerial: 'A9' });
    const before = terminal.commands.length;
    const found = await search(true);
    expect(found).toMatchObject([
      { inUse: true, link: { ...link, usbSerial: 'A9' } },
      { inUse: false },
    ]);
    expect(found[0]?.module).toEqual(await till.call('module.status', {}));
    expect(terminal.commands.length).toBe(before);
  });

  it('is not for a locked till', async () => {
    await till.call('till.setUp', setUpInput());
    await till.call('people.signOut', {});
    expect((await till.refusal('module.search', { again: false })).code).toBe('sign-in-first');
  });
});

function count(commands: readonly string[], command: string): number {
  return commands.filter((each) => each === command).length;
}
