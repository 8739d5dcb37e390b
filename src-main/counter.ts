import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { screenFile, securityHeaders } from './shell/screen-files.ts';
import type { Till } from './till.ts';

/* Shell 2: the same till over HTTP and a WebSocket, for a browser on this machine. */

const LOOPBACK = '127.0.0.1';
/** Bytes. A pasted mail (`LONGEST_PASTE`) fits, however its characters are written. */
const LARGEST_MESSAGE = 2 * 1024 * 1024;

const call = z.object({ id: z.int(), name: z.string().max(60), input: z.unknown() });

export interface CounterOptions {
  readonly till: Till;
  /** The folder of the built screen. */
  readonly screenFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface Counter {
  /** Carries the secret of this start: whoever has it sits at the till. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the till on the loopback. Everything lies below a random path that is new with every start;
 * a request without it, from another host name or from another origin gets nothing.
 *
 * @throws the server's error where the port is taken
 */
export async function openCounter(options: CounterOptions): Promise<Counter> {
  const secret = randomBytes(24).toString('base64url');
  const server = createServer();
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const door = new Door(secret, port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  const headers = securityHeaders(`ws://${LOOPBACK}:${port}`);

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const path = door.admits(request) ? door.pathBelow(request) : null;
    if (path === null || request.method !== 'GET') {
      response.writeHead(404, headers).end('not found');
      return;
    }
    answerFile(response, headers, options.screenFolder, path === '' ? 'index.html' : path);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // From here on Node listens to this socket no more, and an error nobody hears ends the program.
    socket.on('error', () => socket.destroy());
    const ours = door.admits(request) && door.isSameOrigin(request);
    if (!ours || door.pathBelow(request) !== 'socket') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => serve(connection, options.till));
  });

  return {
    url: `http://${LOOPBACK}:${port}/${secret}/`,
    async close() {
      for (const connection of sockets.clients) connection.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Says who may come in. */
class Door {
  readonly #prefix: Buffer;
  readonly #hosts: readonly string[];

  constructor(secret: string, port: number) {
    this.#prefix = Buffer.from(`/${secret}/`);
    this.#hosts = [`${LOOPBACK}:${port}`, `localhost:${port}`];
  }

  /** Host: a page elsewhere must not reach the till by a name that points here (DNS rebinding). */
  admits(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    const known = this.#hosts.includes(request.headers.host ?? '');
    return known && (origin === undefined || this.isSameOrigin(request));
  }

  isSameOrigin(request: IncomingMessage): boolean {
    const { host, origin } = request.headers;
    return origin !== undefined && origin === `http://${host}`;
  }

  /** What stands behind the secret; null where the secret is not there. */
  pathBelow(request: IncomingMessage): string | null {
    const path = Buffer.from((request.url ?? '').split('?')[0] ?? '');
    const length = this.#prefix.length;
    if (path.length < length || !timingSafeEqual(path.subarray(0, length), this.#prefix)) {
      return null;
    }
    return path.subarray(length).toString();
  }
}

async function answerFile(
  response: ServerResponse,
  headers: Record<string, string>,
  folder: string,
  path: string,
): Promise<void> {
  const file = screenFile(folder, path);
  const body = file && (await readFile(file.path).catch(() => null));
  if (!body) {
    response.writeHead(404, headers).end('not found');
    return;
  }
  response
    .writeHead(200, { ...headers, 'Content-Type': file.type, 'Cache-Control': 'no-store' })
    .end(body);
}

/** One connection is one screen with a session of its own. */
function serve(connection: WebSocket, till: Till): void {
  const session = till.openSession();
  const send = (message: unknown) => connection.send(JSON.stringify(message));
  const stop = till.onEvent(
    (event) => send({ event }),
    () => session,
  );
  connection.on('close', () => {
    stop();
    till.closeSession(session);
  });
  connection.on('error', () => connection.terminate());
  connection.on('message', async (data) => {
    const message = parseCall(data.toString());
    if (!message) {
      connection.close(1008, 'not a call');
      return;
    }
    const answer = await till.dispatch(session, message.name, message.input);
    if (connection.readyState === connection.OPEN) send({ id: message.id, answer });
  });
}

function parseCall(text: string): z.infer<typeof call> | null {
  try {
    return call.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
