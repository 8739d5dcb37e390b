import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { systemClock } from '../../../src-main/clock.ts';
import { EmulatedModule } from '../../../src-main/module/emulator/emulated-module.ts';
import { parseProfile } from '../../../src-main/module/emulator/profile.ts';
import { ModuleKeeper } from '../../../src-main/module/keeper.ts';
import type { PortCandidate } from '../../../src-main/module/links/discover.ts';
import type { HotPlug } from '../../../src-main/module/links/hot-plug.ts';
import { linkOpener } from '../../../src-main/module/links/open.ts';
import { encodeRequest } from '../../../src-main/module/sts6/frame.ts';
import type { LinkSettings } from '../../../src-shared/contract/shapes.ts';
import { openedToken } from '../opened-token.ts';
import { eventually, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { OnTerminal } from './on-terminal.ts';

/* A module on a cable that is pulled and put in again, where the system gives its port another name. */

const SERIAL = 'A9Q2XYZ';

let ports: PortCandidate[];
let plugged: OnTerminal[];
beforeEach(() => {
  ports = [];
  plugged = [];
});
afterEach(() => {
  for (const terminal of plugged) terminal.unplug();
});

function plugIn(terminal = new OnTerminal()): OnTerminal {
  plugged.push(terminal);
  ports = [terminal.candidate(SERIAL)];
  return terminal;
}

describe.skipIf(process.platform === 'win32')('a module on a cable', () => {
  it('is found again under another name, as soon as it is heard of', {
    timeout: 20_000,
  }, async () => {
    const first = plugIn();
    const listeners = new Set<() => void>();
    const hotPlug: HotPlug = {
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const settings: LinkSettings = { kind: 'serial', path: first.path, usbSerial: SERIAL };
    const keeper = new ModuleKeeper(settings, {
      openLink: linkOpener(
        () => Promise.reject(new Error('no built-in module here')),
        async () => ports,
      ),
      clock: systemClock,
      // No timer rings: only the plug can bring it back.
      after: () => () => {},
      hotPlug,
    });
    await keeper.start();
    expect(keeper.snapshot).toMatchObject({ state: 'ready', linkName: first.path });
    expect(listeners.size).toBe(0);

    ports = [];
    first.unplug();
    await eventually(() => expect(keeper.snapshot.state).toBe('gone'));
    expect(listeners.size).toBe(1);
    // Something else was plugged in.
    for (const listener of listeners) listener();
    await eventually(() => expect(keeper.snapshot.problem?.code).toBe('module.not-found'));

    const other = plugIn();
    for (const listener of listeners) listener();
    await eventually(() =>
      expect(keeper.snapshot).toMatchObject({ state: 'ready', linkName: other.path, settings }),
    );
    expect(listeners.size).toBe(0);
    await keeper.close();
  });
});

describe.skipIf(process.platform === 'win32')('a sale in hand', () => {
  let shop: TrainingShop;
  let till: TestTill;
  beforeAll(async () => {
    shop = await TrainingShop.setUp();
  });
  afterAll(() => shop.remove());
  afterEach(() => till.close());

  it.each([
    ['before the module made the token', false],
    ['after the module made the token', true],
  ])('gets one token when the cable is pulled %s', { timeout: 20_000 }, async (_when, makes) => {
    const profile = parseProfile(trainingProfile);
    if (!profile.ok) return expect.fail(profile.error.field);
    let pulled = false;
    let first: OnTerminal | null = null;
    till = await shop.open({ findPorts: async () => ports });
    const module = new EmulatedModule({
      profile: profile.value,
      now: () => till.clock.now(),
      rnd: () => 5,
    });
    const cable = {
      receive(frame: string): string | null {
        if (pulled || !frame.startsWith('SM?VC')) return module.receive(frame);
        pulled = true;
        if (makes) module.receive(frame);
        // It has its power from the cable: its last answer is gone.
        module.receive(encodeRequest('GL?RS').trimEnd());
        ports = [];
        setImmediate(() => first?.unplug());
        return null;
      },
    };
    first = plugIn(new OnTerminal(cable));
    await till.call('module.use', { link: { kind: 'serial', path: first.path } });
    await till.ready();

    const meter = await till.meterOf('Nomsa Dlamini');
    const order = await till.order(meter.id, { by: 'money', amount: 5_000 });
    const interrupted = await till.call('sale.sell', order);
    expect(interrupted).toMatchObject({ state: 'asked', token: null });
    await till.moduleIs('gone');

    const second = plugIn(new OnTerminal(cable));
    await till.reconnect();
    expect((await till.call('module.status', {})).linkName).toBe(second.path);
    const sale = await eventually(async () => {
      const found = await till.call('sales.get', { saleId: interrupted.id });
      expect(found.state).toBe('issued');
      return found;
    });
    expect(sale.tid).toBe(interrupted.tid);
    expect(till.count('token')).toBe(1);
    expect(openedToken(sale)).toMatchObject({ tid: sale.tid });
    expect(module.transactionsLeft).toBe(trainingProfile.transactions - (makes ? 2 : 1));
  });
});
