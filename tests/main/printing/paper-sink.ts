import { createServer, type Socket } from 'node:net';

/** A network printer that keeps what it is sent: one connection is one slip. */
export interface PaperSink {
  readonly port: number;
  /** Everything printed so far, in order. */
  slips(): Uint8Array[];
  /** The next slip nobody waited for yet; already there or still to come. */
  waitForSlip(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** @param port 0 takes a free one; a printer that comes back has the one it had. */
export async function startPaperSink(port = 0): Promise<PaperSink> {
  const slips: Uint8Array[] = [];
  const waiting: ((slip: Uint8Array) => void)[] = [];
  const open = new Set<Socket>();
  let taken = 0;

  const hand = () => {
    for (let slip = slips[taken]; slip !== undefined; slip = slips[taken]) {
      const next = waiting.shift();
      if (next === undefined) return;
      taken += 1;
      next(slip);
    }
  };

  const server = createServer((socket) => {
    const parts: Buffer[] = [];
    open.add(socket);
    socket.on('data', (part) => parts.push(part));
    socket.on('end', () => {
      slips.push(new Uint8Array(Buffer.concat(parts)));
      hand();
    });
    // A till that breaks off has printed nothing.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');

  return {
    port: address.port,
    slips: () => [...slips],
    waitForSlip: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        hand();
      }),
    close: () =>
      new Promise((resolve, reject) => {
        for (const socket of open) socket.destroy();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}
