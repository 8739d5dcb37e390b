import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type Counter, openCounter } from '../../src-main/counter.ts';
import { CounterClient } from './counter-client.ts';
import { eventually, freshFolder, type TestTill } from './till-fixture.ts';
import { TrainingShop } from './training-shop.ts';

/* The till over the loopback: who has the address of this start comes in, nobody else. */

let shop: TrainingShop;
let screen: string;
let till: TestTill;
let counter: Counter;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
  screen = await freshFolder();
  await mkdir(join(screen, 'site', 'assets'), { recursive: true });
  await writeFile(join(screen, 'site', 'index.html'), '<!doctype html><title>till</title>');
  await writeFile(join(screen, 'site', 'assets', 'app.js'), 'export {};');
  await writeFile(join(screen, 'site', 'notes.txt'), 'not for the screen');
  await writeFile(join(screen, 'outside.json'), '{"secret": true}');
  await mkdir(join(screen, 'site-next-door'));
  await writeFile(join(screen, 'site-next-door', 'secret.json'), '{"secret": true}');
});
afterAll(async () => {
  await shop.remove();
  await rm(screen, { recursive: true });
});
beforeEach(async () => {
  till = await shop.open();
  counter = await openCounter({ till: till.till, screenFolder: join(screen, 'site'), port: 0 });
});
afterEach(async () => {
  await counter.close();
  await till.close();
});

describe('the address', () => {
  it('is on the loopback, and a new secret each time', async () => {
    expect(counter.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
    const other = await openCounter({ till: till.till, screenFolder: screen, port: 0 });
    expect(new URL(other.url).pathname).not.toBe(new URL(counter.url).pathname);
    await other.close();
  });

  it('with a port that is taken is refused', async () => {
    const port = Number(new URL(counter.url).port);
    const again = openCounter({ till: till.till, screenFolder: screen, port });
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('the screen', () => {
  it.each([
    ['', 'text/html; charset=utf-8', '<!doctype html><title>till</title>'],
    ['index.html', 'text/html; charset=utf-8', '<!doctype html><title>till</title>'],
    ['assets/app.js?v=1', 'text/javascript; charset=utf-8', 'export {};'],
  ])('comes from behind the secret: %j', async (path, type, body) => {
    const answer = await get(secretPath() + path);
    expect(answer).toMatchObject({ status: 200, body });
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = answer.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`connect-src 'self' ws://${new URL(counter.url).host};`);
    expect(policy).not.toMatch(/unsafe|\*/);
  });

  it.each([
    ['no secret', () => '/'],
    ['no secret, but a file', () => '/index.html'],
    ['another secret', () => `/${'A'.repeat(32)}/`],
    ['half of the secret', () => secretPath().slice(0, 20)],
    ['the secret without its end', () => secretPath().slice(0, -1)],
    ['the secret further in', () => `/x${secretPath()}`],
    ['a file that is not there', () => `${secretPath()}missing.js`],
    ['a kind of file that no screen has', () => `${secretPath()}notes.txt`],
    ['a folder', () => `${secretPath()}assets`],
    ['a file outside', () => `${secretPath()}../outside.json`],
    ['a file next door', () => `${secretPath()}../site-next-door/secret.json`],
    ['a file outside, deeper', () => `${secretPath()}assets/../../outside.json`],
    ['a file outside, encoded', () => `${secretPath()}%2e%2e/outside.json`],
    ['a file outside, half encoded', () => `${secretPath()}..%2foutside.json`],
    ['a file outside, backwards', () => `${secretPath()}..\\outside.json`],
    ['an absolute path', () => `${secretPath()}/etc/passwd`],
    ['a NUL', () => `${secretPath()}index.html%00.js`],
  ])('does not come for %s', async (_, path) => {
    const answer = await get(path());
    expect(answer).toMatchObject({ status: 404, body: 'not found' });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('does not come for %s', async (method) => {
    expect((await get(secretPath(), { method })).status).toBe(404);
  });

  it.each([
    ['another host', { Host: 'till.example' }],
    ['another port', { Host: '127.0.0.1:1' }],
    ['a name that ends like ours', { Host: 'evil127.0.0.1' }],
    ['a page of another origin', { Origin: 'https://till.example' }],
    ['a page without an origin', { Origin: 'null' }],
  ])('does not come for %s', async (_, headers) => {
    expect((await get(secretPath(), { headers })).status).toBe(404);
  });

  it('comes by the name of this machine, too', async () => {
    const host = `localhost:${new URL(counter.url).port}`;
    const headers = { Host: host, Origin: `http://${host}` };
    expect((await get(secretPath(), { headers })).status).toBe(200);
    expect((await get(secretPath(), { headers: { ...headers, Origin: ours() } })).status).toBe(404);
  });
});

describe('the socket', () => {
  it.each<[string, () => { path?: string; origin?: string; host?: string }]>([
    ['no origin', () => ({})],
    ['the origin of another page', () => ({ origin: 'https://till.example' })],
    ['no origin to speak of', () => ({ origin: 'null' })],
    ['another host', () => ({ origin: ours(), host: 'till.example' })],
    ['another host that is its own origin', () => ({ origin: 'http://x.org', host: 'x.org' })],
    ['another secret', () => ({ origin: ours(), path: `/${'A'.repeat(32)}/socket` })],
    ['no secret', () => ({ origin: ours(), path: '/socket' })],
    ['another path', () => ({ origin: ours(), path: `${secretPath()}sockets` })],
  ])('does not open for %s', async (_, given) => {
    const { path = `${secretPath()}socket`, origin, host } = given();
    const address = new URL(path, counter.url.replace('http', 'ws'));
    const socket = new WebSocket(address, {
      ...(origin === undefined ? {} : { origin }),
      ...(host === undefined ? {} : { headers: { Host: host } }),
    });
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain('403');
  });

  it('carries calls and events', async () => {
    const client = await openClient();
    expect(await client.call('till.state', {})).toMatchObject({
      ok: true,
      value: { stage: 'open', training: true },
    });
    expect(await client.call('nonsense', {})).toMatchObject({
      ok: false,
      error: { code: 'no-such-procedure' },
    });
    const order = await till.order(1, { by: 'money', amount: 5_000 });
    expect(await client.call('sale.sell', order)).toMatchObject({
      ok: true,
      value: { state: 'issued' },
    });
    // The first sale opens the shift.
    expect(client.events).toEqual(['shift', 'progress', 'progress', 'module']);
  });

  it('answers calls that overlap with the number each came with', async () => {
    const client = await openClient();
    const calls = Array.from({ length: 20 }, (_, index) => {
      return client.call('meters.get', { meterId: (index % 12) + 1 });
    });
    const ids = (await Promise.all(calls)).map(
      (answer) => z.object({ id: z.int() }).parse(answer.value).id,
    );
    expect(ids).toEqual(Array.from({ length: 20 }, (_, index) => (index % 12) + 1));
  });

  it('is a session of its own for each screen', async () => {
    const [one, two] = await Promise.all([openClient(), openClient()]);
    await one.call('people.signOut', {});
    expect(await one.call('meters.recent', { limit: 1 })).toMatchObject({
      error: { code: 'sign-in-first' },
    });
    expect(await two.call('meters.recent', { limit: 1 })).toMatchObject({ ok: true });
    one.socket.close();
    await once(one.socket, 'close');
    expect(await two.call('till.state', {})).toMatchObject({ ok: true });
  });

  it.each<[string, string | Buffer]>([
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['a call without a number', '{"name": "till.state", "input": {}}'],
    ['a number that is none', '{"id": "1", "name": "till.state", "input": {}}'],
    ['a name that is none', '{"id": 1, "name": ["till.state"], "input": {}}'],
    ['a name too long', JSON.stringify({ id: 1, name: 'x'.repeat(61), input: {} })],
    ['bytes', Buffer.from([0xff, 0x00, 0x80])],
  ])('is closed on %s', async (_, message) => {
    const client = await openClient();
    client.socket.send(message);
    const [code] = await once(client.socket, 'close');
    expect(code).toBe(1008);
    await stillServes();
  });

  it('is closed on a message longer than any call', async () => {
    const client = await openClient();
    client.socket.send(JSON.stringify({ id: 1, name: 'meters.find', input: 'x'.repeat(2 ** 21) }));
    await once(client.socket, 'close');
    await stillServes();
  });

  it('may break off in the middle of a call', async () => {
    const client = await openClient();
    const order = await till.order(1, { by: 'money', amount: 5_000 });
    client.socket.send(JSON.stringify({ id: 1, name: 'sale.sell', input: order }));
    await eventually(() => expect(till.heard('progress').length).toBeGreaterThan(0));
    client.socket.terminate();
    await eventually(async () => expect(till.count('token')).toBe(1));
    expect(await till.call('sale.sell', order)).toMatchObject({ state: 'issued' });
    await stillServes();
  });

  it('is ended when the counter is closed', async () => {
    const client = await openClient();
    const closed = once(client.socket, 'close');
    await counter.close();
    await closed;
    const port = Number(new URL(counter.url).port);
    const [error] = await once(connect(port, '127.0.0.1'), 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    counter = await openCounter({ till: till.till, screenFolder: screen, port: 0 });
  });
});

function openClient(): Promise<CounterClient> {
  return CounterClient.open(counter.url);
}

async function stillServes(): Promise<void> {
  const client = await openClient();
  expect(await client.call('till.state', {})).toMatchObject({ ok: true });
}

function secretPath(): string {
  return new URL(counter.url).pathname;
}

function ours(): string {
  return new URL(counter.url).origin;
}

/** Sends the path as it stands; URLs and browsers would tidy it up. */
function get(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  const { hostname, port } = new URL(counter.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, async (response) => {
      let body = '';
      for await (const piece of response) body += String(piece);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
    asked.on('error', reject);
    asked.end();
  });
}

it('outlives a stranger who asks for the socket and hangs up', async () => {
  const { hostname, port } = new URL(counter.url);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(
      `GET /socket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    socket.resetAndDestroy();
    await once(socket, 'close');
  }
  const client = await CounterClient.open(counter.url);
  expect((await client.call('till.state', {})).ok).toBe(true);
});
