import { createServer, type Server, type Socket } from 'node:net';
import { FrameSplitter } from '../sts6/frame.ts';
import type { EmulatedModule } from './emulated-module.ts';

export const LOOPBACK = '127.0.0.1';

export interface EmulatorServer {
  /** The port it listens on, also where 0 was asked for. */
  readonly port: number;
  /** Stops listening and drops the clients that are connected. */
  close(): Promise<void>;
}

/**
 * Serves a module as raw frames over TCP on the loopback. Several clients may be connected; a request
 * is answered in one go, so two never run at once. Rejects where the port cannot be had.
 */
export function serve(module: EmulatedModule, port: number): Promise<EmulatorServer> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    const splitter = new FrameSplitter();
    client.setNoDelay(true);
    client.on('data', (bytes) => {
      for (const frame of splitter.push(bytes)) client.write(module.receive(frame), 'latin1');
    });
    // A client that breaks the connection off is no fault of the module; 'close' follows.
    client.on('error', () => {});
    client.on('close', () => clients.delete(client));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port }, () => {
      server.off('error', reject);
      resolve({ port: portOf(server), close: () => close(server, clients) });
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function close(server: Server, clients: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const client of clients) client.destroy();
  });
}
