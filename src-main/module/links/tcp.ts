import { connect, type Socket } from 'node:net';
import { type Link, LinkClosed, type LinkClosedReason } from './link.ts';
import { StreamLink } from './stream-link.ts';

export interface TcpSettings {
  readonly host: string;
  readonly port: number;
  /** How long to wait for the connection, in milliseconds. */
  readonly connectTimeout?: number;
}

const CONNECT_TIMEOUT = 3000;
/** A host that was switched off says nothing; the system asks after this many milliseconds of silence. */
const KEEP_ALIVE = 10_000;

/**
 * Opens a raw TCP stream to a module host (5100 is usual). Rejects with a {@link LinkClosed}:
 * `not-found` where nothing answers there, `no-permission` where a firewall or the system forbids it.
 */
export function openTcpLink(settings: TcpSettings): Promise<Link> {
  const name = `${settings.host}:${settings.port}`;
  const limit = settings.connectTimeout ?? CONNECT_TIMEOUT;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: settings.host,
      port: settings.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE,
    });
    const timer = setTimeout(() => {
      socket.destroy(new LinkClosed(`${name} did not answer within ${limit} ms`, 'not-found'));
    }, limit);
    const failed = (error: Error) => {
      clearTimeout(timer);
      reject(error instanceof LinkClosed ? error : notOpened(name, error));
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', failed);
      resolve(new TcpLink(name, socket));
    });
  });
}

function notOpened(name: string, cause: Error): LinkClosed {
  const code = 'code' in cause ? String(cause.code) : '';
  const reason: LinkClosedReason =
    code === 'EACCES' || code === 'EPERM' ? 'no-permission' : 'not-found';
  return new LinkClosed(`${name}: ${cause.message || code}`, reason, { cause });
}

class TcpLink extends StreamLink {
  readonly #socket: Socket;

  constructor(name: string, socket: Socket) {
    super(name);
    this.#socket = socket;
    let reason: LinkClosed | null = null;
    socket.on('data', (bytes) => this.listeners.data(bytes));
    socket.on('error', (cause) => {
      reason = new LinkClosed(`${name}: ${cause.message}`, 'unplugged', { cause });
    });
    // A host that has stopped sending will answer nothing more, even if it still listens.
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      this.listeners.close(reason ?? new LinkClosed(`${name} closed the connection`));
    });
  }

  async close(): Promise<void> {
    this.listeners.close();
    this.#socket.destroy();
  }

  protected canSend(): boolean {
    return this.#socket.writable;
  }

  protected send(bytes: Uint8Array, done: (error?: Error | null) => void): void {
    this.#socket.write(bytes, done);
  }
}
