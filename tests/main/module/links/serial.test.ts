import { chmodSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Link } from '../../../../src-main/module/links/link.ts';
import { openSerialLink } from '../../../../src-main/module/links/serial.ts';
import { Sts6Module } from '../../../../src-main/module/sts6/driver.ts';
import { FrameSplitter } from '../../../../src-main/module/sts6/frame.ts';
import { FakeModule } from '../fake-module.ts';
import { PseudoTerminal } from '../pseudo-terminal.ts';

const open: { link?: Link; terminal?: PseudoTerminal } = {};

afterEach(async () => {
  await open.link?.close();
  open.terminal?.unplug();
});

/** A module at the far end of a pseudo-terminal. */
function plugIn(module = new FakeModule()): PseudoTerminal {
  const splitter = new FrameSplitter();
  open.terminal = new PseudoTerminal((bytes, terminal) => {
    for (const frame of splitter.push(bytes)) terminal.write(module.receive(frame));
  });
  return open.terminal;
}

// Windows has no pseudo-terminals that a serial port can be opened on.
describe.skipIf(process.platform === 'win32')('a serial link', () => {
  it('carries the frames of a sale', async () => {
    const terminal = plugIn();
    open.link = await openSerialLink({ path: terminal.path });
    expect(open.link.name).toBe(terminal.path);
    const driver = new Sts6Module(open.link);
    expect(await driver.identify()).toEqual({ moduleId: '94000001', firmwareId: 'STS65V10' });
    const token = await driver.creditToken({
      register: 1,
      pan: '600727000000000009',
      tariffIndex: 1,
      encryptionAlgorithm: 11,
      tokenCarrierType: 2,
      subclass: 0,
      amount: 100,
      tid: 5_000_000,
    });
    expect(token.digits).toMatch(/^\d{20}$/);
  });

  it('says that it is gone when the cable is pulled', async () => {
    const terminal = plugIn();
    const link = await openSerialLink({ path: terminal.path });
    open.link = link;
    const gone = new Promise<Error | undefined>((resolve) => link.onClose(resolve));
    terminal.unplug();
    expect(await gone).toMatchObject({ name: 'LinkClosed', reason: 'unplugged' });
    await expect(link.write(Buffer.from('x'))).rejects.toMatchObject({ name: 'LinkClosed' });
  });

  it('says so even when it is pulled while the port is being read', async () => {
    const terminal = plugIn();
    const link = await openSerialLink({ path: terminal.path });
    open.link = link;
    const gone = new Promise<Error | undefined>((resolve) => link.onClose(resolve));
    await new Sts6Module(link).identify();
    terminal.unplug();
    expect(await gone).toMatchObject({ name: 'LinkClosed', reason: 'unplugged' });
  });

  it('may have its line set otherwise', async () => {
    const terminal = plugIn();
    const line = { baudRate: 19_200, parity: 'even', stopBits: 2 } as const;
    open.link = await openSerialLink({ path: terminal.path, ...line });
    expect(await new Sts6Module(open.link).identify()).toMatchObject({ moduleId: '94000001' });
  });

  it('can be opened again after it was closed, and not twice at once', async () => {
    const terminal = plugIn();
    open.link = await openSerialLink({ path: terminal.path });
    await expect(openSerialLink({ path: terminal.path })).rejects.toMatchObject({
      name: 'LinkClosed',
      reason: 'port-taken',
    });
    await open.link.close();
    open.link = await openSerialLink({ path: terminal.path });
  });

  it('says that there is no such port', async () => {
    await expect(openSerialLink({ path: '/dev/no-such-port' })).rejects.toMatchObject({
      name: 'LinkClosed',
      reason: 'not-found',
    });
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not open the port', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'voltill-serial-'));
    const path = join(folder, 'port');
    await writeFile(path, '');
    chmodSync(path, 0);
    await expect(openSerialLink({ path })).rejects.toMatchObject({ reason: 'no-permission' });
    await rm(folder, { recursive: true });
  });
});
