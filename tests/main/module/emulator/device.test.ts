import { describe, expect, test } from 'vitest';
import { Device, type DeviceOptions } from '../../../../src-main/module/emulator/device.ts';
import { parseFaultSpec } from '../../../../src-main/module/emulator/fault-plan.ts';
import { encodeRequest, LONGEST_FRAME } from '../../../../src-main/module/sts6/frame.ts';
import { moduleWith, registerJson, vendPayload } from './wire.ts';

/** A host at a device, and what it has heard. */
function plugIn(options: Partial<DeviceOptions> = {}, spec?: string) {
  const plan = spec === undefined ? null : parseFaultSpec(spec);
  if (plan && !plan.ok) throw new Error(plan.error);
  const module = options.module ?? moduleWith([registerJson()]);
  const device = new Device({ baud: null, ...options, module, faults: plan?.value ?? null });
  const pieces: { readonly text: string; readonly at: number }[] = [];
  let heard = () => {};
  const end = device.plugIn({
    send: (text) => {
      pieces.push({ text, at: performance.now() });
      heard();
    },
    hangUp: () => {
      host.hungUp = true;
      heard();
    },
  });
  const host = {
    device,
    end,
    pieces,
    hungUp: false,
    text: () => pieces.map(({ text }) => text).join(''),
    send: (text: string) => end.receive(Buffer.from(text, 'latin1')),
    /** Resolves when something is true, at the latest with the piece that makes it so. */
    until: (done: () => boolean) =>
      new Promise<void>((resolve) => {
        heard = () => {
          if (done()) resolve();
        };
        heard();
      }),
  };
  return host;
}

const ECHO = encodeRequest('GL?EC', '0000512345');
const ANSWER = 'GL!EC00005123450157\r';

describe('without a speed', () => {
  test('answers at once, frames in pieces, several in one, noise between them', () => {
    const host = plugIn();
    host.send(ECHO.slice(0, 7));
    host.send(ECHO.slice(7) + ECHO);
    expect(host.text()).toBe(ANSWER + ANSWER);
    host.send(`${'x'.repeat(LONGEST_FRAME * 2)}`);
    host.send(`yyy\r${ECHO}`);
    expect(host.text()).toBe(ANSWER + ANSWER + ANSWER);
  });
});

describe('at a speed', () => {
  /** A module that answers 100 bytes and says when it was asked. */
  function slow(baud: number) {
    let asked = 0;
    const host = plugIn({
      baud,
      module: {
        receive: () => {
          asked = performance.now();
          return `${'A'.repeat(99)}\r`;
        },
      },
    });
    return { host, asked: () => asked };
  }

  // At 9600 baud a byte takes 1.0417 ms: 50 bytes of request 52 ms, 100 bytes of response 104 ms.
  test('processes a request no sooner than its bytes are there, and answers no faster', async () => {
    const { host, asked } = slow(9600);
    const start = performance.now();
    host.send(`${'x'.repeat(49)}\r`);
    await host.until(() => host.text().endsWith('\r'));
    expect(asked() - start).toBeGreaterThanOrEqual(50 / 0.96);
    for (let sent = 0, i = 0; i < host.pieces.length; i += 1) {
      const { text = '', at = 0 } = host.pieces[i] ?? {};
      sent += text.length;
      expect(at - start).toBeGreaterThanOrEqual((50 + sent) / 0.96 - 0.001);
    }
    expect(host.pieces.length).toBeGreaterThan(5);
  });

  test('does not drift over many exchanges', async () => {
    const { host } = slow(115_200);
    const start = performance.now();
    let length = 0;
    for (let i = 0; i < 20; i += 1) {
      host.send(`${'x'.repeat(49)}\r`);
      length += 100;
      await host.until(() => host.text().length === length);
    }
    // 3000 bytes; how far above it is, a busy machine decides: the bench measures that.
    expect(performance.now() - start).toBeGreaterThanOrEqual((3000 * 10_000) / 115_200);
  });

  test('counts bytes from their arrival: a request in two halves is not paid for twice', async () => {
    const { host, asked } = slow(1200);
    const start = performance.now();
    host.send('x'.repeat(4));
    host.send('xxx\r');
    await host.until(() => host.pieces.length > 0);
    expect(asked() - start).toBeGreaterThanOrEqual(80 / 1.2 - 0.001);
    expect(asked() - start).toBeLessThan(120 / 1.2);
    host.end.gone();
  });

  test('sends nothing to a host that is gone', async () => {
    const { host } = slow(9600);
    host.send('xxx\r');
    await host.until(() => host.pieces.length > 0);
    const heard = host.text();
    host.end.gone();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(host.text()).toBe(heard);
  });
});

describe('with faults', () => {
  test('none of which strike, changes nothing', () => {
    const host = plugIn({}, 'flip=0,seed=a');
    host.send(ECHO + ECHO);
    expect(host.text()).toBe(ANSWER + ANSWER);
  });

  test('hears a doubled request twice, and its two answers double', () => {
    const module = moduleWith([registerJson()]);
    const host = plugIn({ module }, 'double=1');
    host.send(encodeRequest('SM?VC', vendPayload()));
    expect(host.text().match(/SM!VC00/g)).toHaveLength(4);
    expect(module.transactionsLeft).toBe(998);
  });

  test.each([[null], [115_200]])('dies in mid-reply (baud %s)', async (baud) => {
    const host = plugIn({ baud }, 'dead=1');
    host.send(ECHO);
    await host.until(() => host.hungUp);
    expect(ANSWER.startsWith(host.text()) && host.text() !== ANSWER).toBe(true);
  });

  test('brings late answers after all', async () => {
    const host = plugIn({}, 'late=0.5,delay=20,seed=late');
    for (let i = 0; i < 20; i += 1) host.send(ECHO);
    await host.until(() => host.text().split('\r').length > 18);
    expect(host.text().replaceAll(ANSWER, '')).toBe('');
  });

  test('has the faults of its seed on the first connection, and others on the next', () => {
    const run = () => {
      const first = plugIn({}, 'flip=0.5,seed=one');
      const texts: string[] = [];
      const second = first.device.plugIn({ send: (text) => texts.push(text), hangUp: () => {} });
      for (let i = 0; i < 50; i += 1) {
        first.send(ECHO);
        second.receive(Buffer.from(ECHO, 'latin1'));
      }
      return [first.text(), texts.join('')];
    };
    expect(run()).toEqual(run());
    expect(run()[0]).not.toBe(run()[1]);
  });
});
