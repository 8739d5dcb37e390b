import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Link } from '../../../../src-main/module/links/link.ts';
import { openTcpLink } from '../../../../src-main/module/links/tcp.ts';
import { Sts6Module } from '../../../../src-main/module/sts6/driver.ts';
import { FrameSplitter } from '../../../../src-main/module/sts6/frame.ts';
import { FakeModule } from '../fake-module.ts';

const open: { server?: Server; sockets: Socket[]; links: Link[] } = { sockets: [], links: [] };

afterEach(async () => {
  for (const link of open.links.splice(0)) await link.close();
  for (const socket of open.sockets.splice(0)) socket.destroy();
  open.server?.close();
});

async function host(): Promise<number> {
  const module = new FakeModule();
  const server = createServer((socket) => {
    open.sockets.push(socket);
    socket.on('error', () => {});
    const splitter = new FrameSplitter();
    socket.on('data', (bytes) => {
      // Byte by byte, as a slow serial converter would.
      for (const byte of bytes) {
        for (const frame of splitter.push(Uint8Array.of(byte))) socket.write(module.receive(frame));
      }
    });
  });
  open.server = server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function connect(port: number): Promise<Link> {
  const link = await openTcpLink({ host: '127.0.0.1', port });
  open.links.push(link);
  return link;
}

describe('a TCP link', () => {
  it('carries frames and is named by its address', async () => {
    const port = await host();
    const link = await connect(port);
    expect(link.name).toBe(`127.0.0.1:${port}`);
    const driver = new Sts6Module(link);
    expect(await driver.identify()).toEqual({ moduleId: '94000001', firmwareId: 'STS65V10' });
    expect((await driver.transactionCounter()).transactionsLeft).toBe(1000);
  });

  it('says that it is gone when the host goes', async () => {
    const link = await connect(await host());
    const gone = new Promise<Error | undefined>((resolve) => link.onClose(resolve));
    await new Sts6Module(link).identify();
    for (const socket of open.sockets) socket.resetAndDestroy();
    expect(await gone).toMatchObject({ name: 'LinkClosed', reason: 'unplugged' });
    await expect(link.write(Buffer.from('x'))).rejects.toMatchObject({ name: 'LinkClosed' });
  });

  it('says that it is gone when the host ends the connection', async () => {
    const link = await connect(await host());
    const gone = new Promise<Error | undefined>((resolve) => link.onClose(resolve));
    await new Sts6Module(link).identify();
    for (const socket of open.sockets) socket.end();
    expect(await gone).toMatchObject({ name: 'LinkClosed', reason: 'unplugged' });
  });

  it('says that nothing answers there', async () => {
    const port = await host();
    open.server?.close();
    await expect(openTcpLink({ host: '127.0.0.1', port })).rejects.toMatchObject({
      name: 'LinkClosed',
      reason: 'not-found',
    });
  });

  it('tells a listener that comes late, and closes twice without harm', async () => {
    const link = await connect(await host());
    await link.close();
    await link.close();
    let told = 0;
    link.onClose(() => {
      told += 1;
    });
    expect(told).toBe(1);
  });
});
