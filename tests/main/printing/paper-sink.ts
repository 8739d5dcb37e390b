import { createServer, type Socket } from 'node:net';
import type { PrinterCondition } from '../../../src-shared/contract/printing-shapes.ts';
import { statusAnswer, takeQuestions } from './status-answer.ts';

/** A network printer that keeps what it is sent: one connection is one slip. It also misbehaves on command. */
export interface PaperSink {
  readonly port: number;
  /** As the settings of a shop name it. */
  readonly address: { readonly kind: 'tcp'; readonly host: string; readonly port: number };
  /** What it says of itself when it is asked; `unknown` says nothing. */
  condition: PrinterCondition;
  /** After so many bytes of a slip it pulls its plug; null for never. */
  diesAfter: number | null;
  /** Everything printed so far, in order. */
  slips(): Uint8Array[];
  /** What was on paper when it died. */
  torn(): Uint8Array[];
  /** What the drawer at it was kicked with. */
  kicks(): Uint8Array[];
  /** The next slip nobody waited for yet; already there or still to come. */
  waitForSlip(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** ESC p: the drawer. */
function isKick(bytes: Uint8Array): boolean {
  return bytes.length === 5 && bytes[0] === 0x1b && bytes[1] === 0x70;
}

/** @param port 0 takes a free one; a printer that comes back has the one it had. */
export async function startPaperSink(port = 0): Promise<PaperSink> {
  const slips: Uint8Array[] = [];
  const torn: Uint8Array[] = [];
  const kicks: Uint8Array[] = [];
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
    let got: Uint8Array = new Uint8Array();
    open.add(socket);
    socket.on('data', (part) => {
      const { asked, rest } = takeQuestions(Buffer.concat([got, part]));
      got = rest;
      if (sink.condition !== 'unknown') {
        const { condition } = sink;
        for (const n of asked) socket.write(Uint8Array.of(statusAnswer(n, condition)));
      }
      if (sink.diesAfter !== null && got.length > sink.diesAfter) {
        torn.push(got.subarray(0, sink.diesAfter));
        socket.resetAndDestroy();
      }
    });
    socket.on('end', () => {
      // Whoever only asked how it is has printed nothing.
      if (isKick(got)) kicks.push(new Uint8Array(got));
      else if (got.length > 0) slips.push(new Uint8Array(got));
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

  const sink: PaperSink = {
    port: address.port,
    address: { kind: 'tcp', host: '127.0.0.1', port: address.port },
    condition: 'ready',
    diesAfter: null,
    slips: () => [...slips],
    torn: () => [...torn],
    kicks: () => [...kicks],
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
  return sink;
}
