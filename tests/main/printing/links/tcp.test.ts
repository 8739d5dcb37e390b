import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PrinterError } from '../../../../src-main/printing/links/link.ts';
import { openTcpPrinter } from '../../../../src-main/printing/links/tcp.ts';
import { printerCondition } from '../../../../src-shared/contract/printing-shapes.ts';
import { type PaperSink, startPaperSink } from '../paper-sink.ts';

const host = '127.0.0.1';
const bytes = new TextEncoder().encode('a slip\n');
const short = { connect: 2_000, write: 100, settle: 20, close: 50 };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function sink(): Promise<PaperSink> {
  const printer = await startPaperSink();
  closing.push(printer.close);
  return printer;
}

/** A printer that behaves badly in a way of its own. */
async function badPrinter(behave: (socket: Socket) => void): Promise<number> {
  const open: Socket[] = [];
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    open.push(socket);
    socket.on('error', () => undefined);
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closing.push(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** One slip, as the till sends it. */
async function sendToTcpPrinter(
  address: Parameters<typeof openTcpPrinter>[0],
  slip: Uint8Array,
  times?: typeof short,
): Promise<void> {
  const link = await openTcpPrinter(address, times);
  await link.send(slip).finally(() => link.close());
}

async function troubleWith(sending: Promise<void>): Promise<PrinterError> {
  const error: unknown = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PrinterError)) throw new Error(`not a PrinterError: ${String(error)}`);
  return error;
}

describe('a printer on the network', () => {
  it('gets every byte of each slip', async () => {
    const printer = await sink();
    const large = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    await sendToTcpPrinter({ host, port: printer.port }, bytes);
    await sendToTcpPrinter({ host, port: printer.port }, large);
    expect(await printer.waitForSlip()).toEqual(bytes);
    expect(await printer.waitForSlip()).toEqual(large);
    expect(printer.slips()).toHaveLength(2);
  });

  it('may keep the connection open', async () => {
    const got = new Received();
    const port = await badPrinter((socket) => got.from(socket));
    await sendToTcpPrinter({ host, port }, bytes, short);
    expect(await got.everything).toEqual(bytes);
  });

  it('may talk back', async () => {
    const got = new Received();
    const port = await badPrinter((socket) => {
      socket.write('\x16\x12'.repeat(1000));
      got.from(socket);
      socket.on('end', () => socket.end('\x16'));
    });
    await sendToTcpPrinter({ host, port }, bytes);
    expect(await got.everything).toEqual(bytes);
  });

  it.each(printerCondition.options)('says that it is %s', async (condition) => {
    const printer = await sink();
    printer.condition = condition;
    const link = await openTcpPrinter({ host, port: printer.port });
    expect(await link.condition()).toBe(condition);
    // Having been asked, it prints on the same connection.
    await link.send(bytes);
    expect(await printer.waitForSlip()).toEqual(bytes);
    await link.close();
  });

  it('may chatter before it answers', async () => {
    const port = await badPrinter((socket) => {
      // Automatic status back, which nobody asked for: four bytes at a time.
      socket.write(Uint8Array.of(0x14, 0x00, 0x00, 0x0f));
      socket.on('data', () => socket.write(Uint8Array.of(0x1a)));
    });
    const link = await openTcpPrinter({ host, port });
    expect(await link.condition()).toBe('offline');
    await link.close();
  });

  it('that is not there is refused', async () => {
    const printer = await startPaperSink();
    await printer.close();
    const error = await troubleWith(sendToTcpPrinter({ host, port: printer.port }, bytes));
    expect(error).toMatchObject({
      reason: 'refused',
      code: 'printer.refused',
      detail: { host, port: printer.port },
    });
  });

  it('that takes the connection and then no bytes is a timeout', async () => {
    const port = await badPrinter((socket) => socket.pause());
    const endless = new Uint8Array(32 * 1024 * 1024);
    expect((await troubleWith(sendToTcpPrinter({ host, port }, endless, short))).reason).toBe(
      'timeout',
    );
  });

  it('that hangs up in the middle is broken', async () => {
    const port = await badPrinter((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const large = new Uint8Array(32 * 1024 * 1024);
    expect((await troubleWith(sendToTcpPrinter({ host, port }, large))).reason).toBe('broken');
  });

  it.each([
    // Whether we saw it open before it hung up is up to the network.
    ['closes', (socket: Socket) => socket.destroy(), ['broken', 'refused']],
    ['resets', (socket: Socket) => socket.resetAndDestroy(), ['broken', 'refused']],
  ])(
    'that takes the connection and %s it at once does not count as printed',
    async (_how, behave, reasons) => {
      const port = await badPrinter(behave);
      expect(reasons).toContain(
        (await troubleWith(sendToTcpPrinter({ host, port }, bytes))).reason,
      );
    },
  );

  it('whose name nobody knows is a name', async () => {
    // Longer than a label of a host name may be, so that no name server is asked.
    const unknown = 'x'.repeat(64);
    expect((await troubleWith(sendToTcpPrinter({ host: unknown, port: 9100 }, bytes))).reason).toBe(
      'name',
    );
  });

  it('that does not answer is unreachable: nothing was printed there', async () => {
    const printer = await sink();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const sending = troubleWith(sendToTcpPrinter({ host, port: printer.port }, bytes));
      // Nothing of the network is heard between these two lines.
      vi.advanceTimersByTime(4_000);
      expect((await sending).reason).toBe('unreachable');
    } finally {
      vi.useRealTimers();
    }
  });
});

/** What a printer got until the till hung up. */
class Received {
  readonly everything: Promise<Uint8Array>;
  from: (socket: Socket) => void = () => undefined;

  constructor() {
    this.everything = new Promise((resolve) => {
      this.from = (socket) => {
        const parts: Buffer[] = [];
        socket.on('data', (part) => parts.push(part));
        socket.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
      };
    });
  }
}
