import { createServer, type Server, type Socket } from 'node:net';
import type { Device, Listening } from './device.ts';

const LOOPBACK = '127.0.0.1';

/**
 * Serves a device as a raw TCP stream on the loopback; port 0 takes any free one. Several hosts may be
 * connected; a request is answered in one go, so two never run at once. Rejects where the port cannot
 * be had.
 */
export function listenOnTcp(device: Device, port: number): Promise<Listening> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.setNoDelay(true);
    const end = device.plugIn({
      send: (text) => client.write(text, 'latin1'),
      // What was written is handed on before the connection ends.
      hangUp: () => client.destroySoon(),
    });
    client.on('data', (bytes) => end.receive(bytes));
    // A client that breaks the connection off is no fault of the module; 'close' follows.
    client.on('error', () => {});
    client.on('close', () => {
      clients.delete(client);
      end.gone();
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port }, () => {
      server.off('error', reject);
      resolve({
        place: `${LOOPBACK}:${portOf(server)}`,
        close: () => close(server, clients),
      });
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
