import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortCandidate } from '../../../src-main/module/links/discover.ts';
import { encodeResponse } from '../../../src-main/module/sts6/frame.ts';
import { eventually, PIN, setUpInput, TestTill } from '../till-fixture.ts';
import { FakeModule } from './fake-module.ts';
import { type Answering, OnTerminal } from './on-terminal.ts';

const SILENT: Answering = { receive: () => null };

let till: TestTill;
let ports: PortCandidate[];
let plugged: OnTerminal[];
/** Before the ports are told. */
let hold: () => Promise<void>;

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
    hold = async () => {};
    till = await TestTill.open({
      findPorts: async () => {
        await hold();
        return [...ports];
      },
    });
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

  it('does one search at a time, which answers all who ask meanwhile', async () => {
    const { commands } = plugIn();
    const all = await Promise.all([search(true), search(true), search()]);
    expect(all.map(([port]) => port?.module.state)).toEqual(['ready', 'ready', 'ready']);
    expect(count(commands, 'SM?DI')).toBe(1);
    // One that asks every port anew is not answered with what is remembered.
    await Promise.all([search(), search(true), search(true)]);
    expect(count(commands, 'SM?DI')).toBe(2);
  });

  it('does not get in the way of a set-up, a look or another choice', {
    timeout: 20_000,
  }, async () => {
    let searching: ReturnType<typeof search> | null = null;
    const module = new FakeModule();
    const terminal = plugIn({
      receive: (frame) => {
        searching ??= search();
        return module.receive(frame);
      },
    });
    const link = { kind: 'serial', path: terminal.path } as const;
    expect(await till.call('module.probe', { link })).toMatchObject({ state: 'ready' });
    expect(await searching).toMatchObject([{ inUse: false, module: { state: 'ready' } }]);
    searching = null;
    const state = await till.call('till.setUp', setUpInput({ link }));
    expect(state.training).toBe(true);
    expect(await searching).toMatchObject([{ inUse: true }]);
    await till.ready();
    await till.call('module.use', { link: { kind: 'built-in' } });
    searching = null;
    expect(await till.call('module.use', { link })).toMatchObject({ state: 'ready' });
    expect(await searching).toMatchObject([{ inUse: true }]);
  });

  it('keeps the link that was chosen last, however long another took', async () => {
    await till.call('till.setUp', setUpInput());
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const slow = { kind: 'serial', path: '/dev/no-such-port', usbSerial: 'A9' } as const;
    hold = () => held;
    const first = till.call('module.use', { link: slow });
    await eventually(async () => {
      expect((await till.call('module.status', {})).link).toEqual(slow);
    });
    await till.call('module.use', { link: { kind: 'built-in' } });
    letGo();
    expect((await first).link).toEqual({ kind: 'built-in' });
    await till.restart();
    await till.call('people.signIn', { operatorId: 1, secret: PIN });
    expect((await till.call('module.status', {})).link).toEqual({ kind: 'built-in' });
  });

  it('leaves a shop alone that was opened while it had the port', async () => {
    await till.call('till.setUp', setUpInput());
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    hold = () => held;
    const searching = search();
    const link = { kind: 'serial', path: '/dev/no-such-port' } as const;
    const choosing = till.refusal('module.use', { link }).then(({ code }) => code);
    await till.call('till.switch', { to: 'live' });
    hold = async () => {};
    letGo();
    await searching;
    expect(await choosing).toBe('set-up.first');
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
