import { connect, createServer, type Server, type Socket } from 'node:net';
import {
  decodeRequest,
  decodeResponse,
  FrameSplitter,
} from '../../../src-main/module/sts6/frame.ts';
import { type Made, readMade } from '../link/bad-line.ts';

const CR = '\r';

/**
 * Stands between tills and the module's process, and writes down every token the module made. A till that
 * is killed takes nothing with it: what it had sent is carried out, and the answer is seen here.
 */
export class Relay {
  readonly made: Made[] = [];
  readonly #modulePort: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  /** Requests that the module has not answered. */
  #pending = 0;
  #port = 0;

  private constructor(modulePort: number) {
    this.#modulePort = modulePort;
  }

  static async open(modulePort: number): Promise<Relay> {
    const relay = new Relay(modulePort);
    const server = createServer((till) => relay.#serve(till));
    relay.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address !== null && typeof address === 'object') relay.#port = address.port;
    return relay;
  }

  get port(): number {
    return this.#port;
  }

  /** Whether the module has answered all it was asked. */
  get isQuiet(): boolean {
    return this.#pending === 0;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const server = this.#server;
    if (server) await new Promise((done) => server.close(done));
  }

  #serve(till: Socket): void {
    const module = connect(this.#modulePort, '127.0.0.1');
    for (const socket of [till, module]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    }
    const requests: string[] = [];
    const fromTill = new FrameSplitter();
    const fromModule = new FrameSplitter();
    let isGone = false;
    const endWhenQuiet = () => {
      if (isGone && requests.length === 0) module.end();
    };
    till.on('data', (bytes) => {
      for (const frame of fromTill.push(bytes)) {
        requests.push(frame);
        this.#pending += 1;
        module.write(frame + CR, 'latin1');
      }
    });
    till.on('close', () => {
      isGone = true;
      endWhenQuiet();
    });
    module.on('data', (bytes) => {
      for (const frame of fromModule.push(bytes)) {
        const request = requests.shift();
        this.#pending -= 1;
        if (request !== undefined) this.#witness(request, frame);
        if (till.writable) till.write(frame + CR, 'latin1');
        endWhenQuiet();
      }
    });
  }

  #witness(request: string, response: string): void {
    const asked = decodeRequest(request);
    const answer = decodeResponse(response);
    if ('problem' in asked || 'problem' in answer) return;
    if (asked.command !== 'SM?VC' || answer.status !== '00') return;
    this.made.push(readMade(asked.payload, answer.payload));
  }
}
