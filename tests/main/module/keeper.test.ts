import { describe, expect, it } from 'vitest';
import { ModuleKeeper, type ModuleSnapshot } from '../../../src-main/module/keeper.ts';
import { LinkClosed } from '../../../src-main/module/links/link.ts';
import { probe } from '../../../src-main/module/probe.ts';
import { encodeResponse } from '../../../src-main/module/sts6/frame.ts';
import type { After } from '../../../src-main/module/timers.ts';
import type { LinkSettings } from '../../../src-shared/contract/shapes.ts';
import { ATTRIBUTES, FakeModule } from './fake-module.ts';
import { atOnce, type Fault, FaultyLink } from './faulty-link.ts';

const SETTINGS: LinkSettings = { kind: 'tcp', host: '127.0.0.1', port: 5100 };

const REQUEST = {
  register: 1,
  pan: '600727000000000009',
  tariffIndex: 1,
  encryptionAlgorithm: 11,
  tokenCarrierType: 2,
  subclass: 0,
  amount: 1000,
  tid: 5_000_000,
} as const;

/** Timers that ring when the test says so. */
class Alarms {
  readonly pending: { milliseconds: number; callback: () => void }[] = [];
  readonly after: After = (milliseconds, callback) => {
    const alarm = { milliseconds, callback };
    this.pending.push(alarm);
    return () => {
      const index = this.pending.indexOf(alarm);
      if (index >= 0) this.pending.splice(index, 1);
    };
  };

  get waits(): number[] {
    return this.pending.map(({ milliseconds }) => milliseconds);
  }

  ring(): void {
    for (const { callback } of this.pending.splice(0)) callback();
  }
}

/** A keeper of a module that can be plugged in and out. */
function setUp(faults?: (command: string) => Fault) {
  const module = new FakeModule();
  const alarms = new Alarms();
  const links: FaultyLink[] = [];
  const opened: LinkSettings[] = [];
  const wall = { now: module.clock, monotonic: 0 };
  const world: { missing: LinkClosed | null } = { missing: null };
  const clock = { now: () => wall.now, monotonic: () => wall.monotonic };
  const openLink = async (settings: LinkSettings) => {
    opened.push(settings);
    if (world.missing) throw world.missing;
    const link = new FaultyLink(module, faults);
    links.push(link);
    return link;
  };
  const problems: unknown[] = [];
  const keeper = new ModuleKeeper(SETTINGS, {
    openLink,
    clock,
    after: alarms.after,
    driver: { after: atOnce },
    onUnexpected: (_what, error) => problems.push(error),
  });
  const seen: ModuleSnapshot[] = [];
  keeper.onChange((snapshot) => seen.push(snapshot));
  const link = () => {
    const latest = links.at(-1);
    if (!latest) throw new Error('no link was opened');
    return latest;
  };
  return {
    module,
    alarms,
    links,
    opened,
    wall,
    world,
    keeper,
    seen,
    link,
    problems,
    openLink,
    clock,
  };
}

/** Waits until the keeper says so; the test's own time limit is the end of it. */
function until(
  keeper: ModuleKeeper,
  isSo: (snapshot: ModuleSnapshot) => boolean,
): Promise<ModuleSnapshot> {
  if (isSo(keeper.snapshot)) return Promise.resolve(keeper.snapshot);
  return new Promise((resolve) => {
    const stop = keeper.onChange((snapshot) => {
      if (!isSo(snapshot)) return;
      stop();
      resolve(snapshot);
    });
  });
}

describe('a module that is there', () => {
  it('is read and ready', async () => {
    const { keeper, module, wall, seen } = setUp();
    module.registers = [ATTRIBUTES, null, ATTRIBUTES.replace('KRN1', 'KRN2')];
    wall.now = new Date(module.clock.getTime() - 90_000);
    expect(keeper.snapshot.state).toBe('looking');
    expect(() => keeper.current()).toThrow(expect.objectContaining({ spent: 'no' }));
    await keeper.start();
    expect(keeper.snapshot).toMatchObject({
      state: 'ready',
      settings: SETTINGS,
      linkName: 'faulty',
      identity: { moduleId: '94000001', firmwareId: 'STS65V10' },
      emulated: true,
      transactionsLeft: 1000,
      clockDifferenceSeconds: 90,
      problem: null,
    });
    expect(keeper.snapshot.registers.map(({ register }) => register)).toEqual([1, 3]);
    expect(seen.map(({ state }) => state)).toEqual(['ready']);
    await keeper.close();
  });

  it('is a real one where it does not know SM?QI, or names its hardware', async () => {
    const { keeper, module } = setUp();
    module.answers.delete('SM?QI');
    await keeper.start();
    expect(keeper.snapshot).toMatchObject({ state: 'ready', emulated: false });
    module.answers.set('SM?QI', () => encodeResponse('SM?QI', '00', 'P1~PTSM250~PSTS65V10~PAB~'));
    await keeper.refresh();
    expect(keeper.snapshot).toMatchObject({ state: 'ready', emulated: false });
    await keeper.close();
  });

  it('has its counter shown after each token, with no request of its own', async () => {
    const { keeper, link, alarms, module } = setUp();
    await keeper.start();
    link().requests.length = 0;
    await keeper.current().creditToken(REQUEST);
    keeper.noteSpent();
    keeper.noteSpent();
    expect(keeper.snapshot.transactionsLeft).toBe(999);
    expect(link().commands()).toEqual(['SM?VC']);
    // A minute later it is read again.
    expect(alarms.waits).toEqual([60_000]);
    module.transactionsLeft = 5;
    alarms.ring();
    await until(keeper, ({ transactionsLeft }) => transactionsLeft === 5);
    expect(link().commands()).toEqual(['SM?VC', 'SM?CQ']);
    await keeper.close();
  });

  it('has its registers read again on a line that doubles frames', async () => {
    let doubled = false;
    const { keeper, module } = setUp((command) => {
      if (command !== 'SM?GA' || doubled) return 'none';
      doubled = true;
      return 'late-double';
    });
    module.registers = [null, null, null, ATTRIBUTES, null];
    await keeper.start();
    expect(keeper.snapshot.registers.map(({ register }) => register)).toEqual([4]);
    await keeper.close();
  });

  it('is not disturbed by a listener that breaks', async () => {
    const { keeper, seen, problems } = setUp();
    keeper.onChange(() => {
      throw new Error('a broken screen');
    });
    keeper.onChange((snapshot) => seen.push(snapshot));
    await keeper.start();
    expect(keeper.snapshot.state).toBe('ready');
    expect(seen.length).toBe(2);
    expect(problems).toEqual([expect.objectContaining({ message: 'a broken screen' })]);
    await keeper.close();
  });
});

describe('a module that goes', () => {
  it('comes back by itself: tried at once, then every two seconds', async () => {
    const { keeper, link, alarms, world, wall, seen } = setUp();
    await keeper.start();
    wall.monotonic = 10_000;
    world.missing = new LinkClosed('no such port', 'not-found');
    link().unplug();
    expect(keeper.snapshot).toMatchObject({
      state: 'gone',
      identity: null,
      problem: { code: 'module.unplugged', detail: { link: '127.0.0.1:5100' } },
    });
    expect(() => keeper.current()).toThrow(expect.objectContaining({ kind: 'unplugged' }));
    expect(alarms.waits).toEqual([0]);
    alarms.ring();
    await until(keeper, ({ problem }) => problem?.code === 'module.not-found');
    expect(alarms.waits).toEqual([2000]);
    alarms.ring();
    await Promise.resolve();
    world.missing = null;
    await keeper.refresh();
    await until(keeper, ({ state }) => state === 'ready');
    expect(seen.map(({ state }) => state)).toEqual(['ready', 'gone', 'gone', 'ready']);
    await keeper.close();
  });

  it('is not tried at once again where it keeps breaking', async () => {
    const { keeper, link, alarms } = setUp();
    await keeper.start();
    link().unplug();
    alarms.ring();
    await until(keeper, ({ state }) => state === 'ready');
    link().unplug();
    expect(alarms.waits).toEqual([2000]);
    await keeper.close();
  });

  it('is missed when a sale finds it silent', async () => {
    let dead = false;
    const { keeper, link } = setUp(() => (dead ? 'lost' : 'none'));
    await keeper.start();
    dead = true;
    await expect(keeper.current().creditToken(REQUEST)).rejects.toMatchObject({ kind: 'silent' });
    const { problem } = await until(keeper, ({ state }) => state === 'gone');
    expect(problem).toMatchObject({ code: 'module.silent' });
    expect(link().closed).toBe(true);
    await keeper.close();
  });

  it('is missed when it does not answer in idle time', async () => {
    let dead = false;
    const { keeper, alarms } = setUp(() => (dead ? 'lost' : 'none'));
    await keeper.start();
    dead = true;
    alarms.ring();
    await until(keeper, ({ state }) => state === 'gone');
    dead = false;
    alarms.ring();
    await until(keeper, ({ state }) => state === 'ready');
    await keeper.close();
  });
});

describe('a module that cannot sell', () => {
  it.each([
    ['STS05V08', 'module.edition-1'],
    ['STS05M01', 'module.edition-1'],
    ['GSM0001', 'module.not-a-module'],
  ])('firmware %s is %s', async (firmwareId, code) => {
    const { keeper, module, alarms } = setUp();
    module.answers.set('SM?DI', () => encodeResponse('SM?DI', '00', `P94123456~P${firmwareId}~`));
    await keeper.start();
    expect(keeper.snapshot).toMatchObject({
      state: 'unusable',
      identity: { moduleId: '94123456', firmwareId },
      problem: { code, detail: { firmwareId } },
    });
    expect(() => keeper.current()).toThrow();
    // Somebody may swap it without the link noticing.
    module.answers.set('SM?DI', () => encodeResponse('SM?DI', '00', 'P94123456~PSTS65V10~'));
    alarms.ring();
    await until(keeper, ({ state }) => state === 'ready');
    await keeper.close();
  });

  it('is tampered with', async () => {
    const { keeper, module } = setUp();
    module.receive = () => encodeResponse('GL?ER', '57');
    await keeper.start();
    expect(keeper.snapshot).toMatchObject({
      state: 'unusable',
      problem: { code: 'module.status.57' },
    });
    await keeper.close();
  });

  it('is no module', async () => {
    const { keeper, module } = setUp();
    module.receive = () => 'login: \r';
    await keeper.start();
    expect(keeper.snapshot).toMatchObject({
      state: 'unusable',
      problem: { code: 'module.not-a-module' },
    });
    await keeper.close();
  });

  it('is locked while it is in use', async () => {
    const { keeper, module } = setUp();
    await keeper.start();
    module.receive = () => encodeResponse('GL?ER', '57');
    await expect(keeper.current().creditToken(REQUEST)).rejects.toMatchObject({ status: '57' });
    await until(keeper, ({ state }) => state === 'unusable');
    await keeper.close();
  });
});

describe('the link', () => {
  it('is changed for another one, the old one closed', async () => {
    const { keeper, links, opened } = setUp();
    await keeper.start();
    const other: LinkSettings = { kind: 'serial', path: 'COM3' };
    const changed = keeper.use(other);
    expect(keeper.snapshot).toMatchObject({ state: 'looking', settings: other, linkName: 'COM3' });
    await changed;
    expect(keeper.snapshot).toMatchObject({ state: 'ready', settings: other });
    expect(links.map(({ closed }) => closed)).toEqual([true, false]);
    expect(opened).toEqual([SETTINGS, other]);
    await keeper.close();
  });

  it('is the last one asked for, however fast they follow', async () => {
    const { keeper, links } = setUp();
    const paths = ['COM1', 'COM2', 'COM3'];
    await Promise.all(paths.map((path) => keeper.use({ kind: 'serial', path })));
    expect(keeper.snapshot).toMatchObject({ state: 'ready', settings: { path: 'COM3' } });
    expect(links.filter(({ closed }) => !closed).length).toBe(1);
    await keeper.close();
  });

  it('is closed with the keeper, and no timer is left', async () => {
    const { keeper, links, alarms, seen } = setUp();
    await keeper.start();
    await keeper.close();
    expect(links.map(({ closed }) => closed)).toEqual([true]);
    expect(alarms.pending).toEqual([]);
    expect(seen.length).toBe(1);
    await keeper.refresh();
    await keeper.start();
    expect(links.length).toBe(1);
    expect(() => keeper.current()).toThrow();
  });

  it('is closed if it opens after the keeper was closed', async () => {
    const { keeper, links, alarms } = setUp();
    const starting = keeper.start();
    await keeper.close();
    await starting;
    expect(links.every(({ closed }) => closed)).toBe(true);
    expect(alarms.pending).toEqual([]);
  });
});

describe('probing', () => {
  it('tells what is there and closes the link', async () => {
    const { openLink, clock, link } = setUp();
    const snapshot = await probe(SETTINGS, openLink, clock, { after: atOnce });
    expect(snapshot).toMatchObject({ state: 'ready', linkName: 'faulty', transactionsLeft: 1000 });
    expect(link().closed).toBe(true);
  });

  it('tells why nothing is there', async () => {
    const { openLink, clock, world } = setUp();
    world.missing = new LinkClosed('COM3: Access denied', 'port-taken');
    expect(await probe(SETTINGS, openLink, clock)).toMatchObject({
      state: 'gone',
      linkName: '127.0.0.1:5100',
      problem: { code: 'module.port-taken', detail: { link: '127.0.0.1:5100' } },
    });
  });
});
