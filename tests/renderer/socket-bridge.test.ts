import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { openSocketBridge, socketUrl } from '../../src-renderer/bridge/socket-bridge.ts';

interface Question {
  readonly id: number;
  readonly name: string;
}

/** A counter that answers each question with its name, or with silence. */
async function openCounter(port = 0) {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const counter = { port: address.port, silent: false, questions: 0, server };
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      counter.questions += 1;
      const { id, name }: Question = JSON.parse(String(data));
      if (!counter.silent) {
        socket.send(JSON.stringify({ id, answer: { ok: true, value: name } }));
      }
    });
  });
  return counter;
}

function shut(server: WebSocketServer): Promise<void> {
  for (const client of server.clients) client.terminate();
  return new Promise((done) => server.close(() => done()));
}

const servers: WebSocketServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(shut));
});

describe('the bridge over the counter\u2019s socket', () => {
  it('lies beside the page, below the same secret', () => {
    const page = { protocol: 'http:', host: '127.0.0.1:4000', pathname: '/s3cret/' };
    expect(socketUrl(page)).toBe('ws://127.0.0.1:4000/s3cret/socket');
    expect(socketUrl({ ...page, pathname: '/s3cret/index.html' })).toBe(
      'ws://127.0.0.1:4000/s3cret/socket',
    );
  });

  it('brings each question its own answer, and events to who listens', async () => {
    const counter = await openCounter();
    servers.push(counter.server);
    const bridge = openSocketBridge(`ws://127.0.0.1:${counter.port}`);
    const answers = await Promise.all([
      bridge.call('till.state', {}),
      bridge.call('tariffs.list', {}),
    ]);
    expect(answers).toMatchObject([{ value: 'till.state' }, { value: 'tariffs.list' }]);
    const heard = new Promise((resolve) => bridge.onEvent(resolve));
    for (const client of counter.server.clients) {
      client.send(JSON.stringify({ event: { name: 'state', value: {} } }));
    }
    expect(await heard).toEqual({ name: 'state', value: {} });
  });

  it('rejects what was out when the connection broke, and connects again by itself', async () => {
    const counter = await openCounter();
    counter.silent = true;
    const bridge = openSocketBridge(`ws://127.0.0.1:${counter.port}`);
    const states: boolean[] = [];
    bridge.onConnection((connected) => states.push(connected));
    const lost = expect(bridge.call('sale.unfinished', {})).rejects.toThrow('connection lost');
    while (counter.questions === 0) await new Promise((done) => setTimeout(done, 5));
    await shut(counter.server);
    await lost;
    const again = await openCounter(counter.port);
    servers.push(again.server);
    expect(await bridge.call('till.state', {})).toMatchObject({ value: 'till.state' });
    expect(states).toEqual([true, false, true]);
  });
});
