import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import trainingProfile from '../../resources/training-profile.json' with { type: 'json' };
import { encodeRequest, encodeResponse } from '../../src-main/module/sts6/frame.ts';
import { tokenQuestion } from '../../src-main/module/sts6/tokens.ts';
import type { Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { Meter, ModuleStatus, Sale } from '../../src-shared/contract/shapes.ts';
import { panFromDrn } from '../../src-shared/sts/meter-number.ts';
import { setUpBenchTill } from './bench-till.ts';
import { type Figure, median } from './figures.ts';

const BAUD = 9600;
/** A start bit, eight of data, a stop bit. */
const BITS_PER_BYTE = 10;
const WARM_UP = 3;
const SALES = 30;
/** Between two customers, in milliseconds. */
const PAUSE = 150;
const START_MS = 10_000;

/**
 * The till's sale over a cable: `sale.sell` through `dispatch`, the emulator a process of its own at the
 * far end of a pseudo-terminal whose bytes are paced, against the time that the bytes of that one
 * request and its response need on the wire. Says why where it cannot be measured.
 */
export async function wireFigures(): Promise<Figure[] | string> {
  if (process.platform === 'win32') {
    return 'the sale over the wire was not measured: Windows has no pseudo-terminals';
  }
  const emulator = startEmulator();
  const ended = once(emulator, 'close');
  const folder = mkdtempSync(join(tmpdir(), 'voltill-wire-'));
  try {
    const path = await pathOf(emulator);
    if (path === null) {
      return 'the sale over the wire was not measured: the emulator got no pseudo-terminal';
    }
    return figures(await sell(folder, path));
  } finally {
    emulator.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Timed {
  /** Milliseconds. */
  readonly taken: number;
  readonly needed: number;
}

function figures(sales: readonly Timed[]): Figure[] {
  const taken = median(sales.map((sale) => sale.taken));
  const needed = median(sales.map((sale) => sale.needed));
  return [
    { name: 'sale over a paced 9600 baud line, p50', value: taken, unit: 'ms' },
    { name: 'its bytes on the wire, p50', value: needed, unit: 'ms' },
    {
      name: 'sale to its bytes on the wire, p50',
      value: taken / needed,
      unit: '×',
      bound: { kind: 'at most', value: 1.15 },
    },
  ];
}

function startEmulator() {
  const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const cli = file('../../src-main/module/emulator/cli.ts');
  const profile = file('../../resources/training-profile.json');
  const words = [cli, '--pty', '--baud', String(BAUD), '--profile', profile];
  return spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
}

/** What the emulator prints first, e.g. `/dev/pts/3`; null where it ends instead. */
async function pathOf({ stdout }: ChildProcess): Promise<string | null> {
  if (!stdout) return null;
  const lines = createInterface(stdout);
  for await (const line of lines) return /\/dev\/\S+/.exec(line)?.[0] ?? null;
  return null;
}

async function sell(folder: string, path: string): Promise<Timed[]> {
  const { till, meters, call } = await setUpBenchTill(folder);
  await call('module.use', { link: { kind: 'serial', path } });
  const until = performance.now() + START_MS;
  for (;;) {
    const { state, problem } = await call<ModuleStatus>('module.status', {});
    if (state === 'ready') break;
    if (performance.now() > until) throw new Error(`the module is ${state}: ${problem?.code}`);
    await pause(PAUSE);
  }
  const timed: Timed[] = [];
  for (let round = 0; round < WARM_UP + SALES; round += 1) {
    const meter = meters[round % meters.length];
    if (!meter) throw new Error('no meters');
    const ask = { by: 'money', amount: 5000 + round * 100 };
    const { paid, steps } = await call<Quote>('sale.quote', { meterId: meter.id, ask });
    const requestId = crypto.randomUUID();
    await pause(PAUSE);
    const start = performance.now();
    const sale = await call<Sale>('sale.sell', {
      requestId,
      meterId: meter.id,
      ask,
      expected: { paid, steps },
    });
    const taken = performance.now() - start;
    if (round >= WARM_UP) timed.push({ taken, needed: wireTime(sale, meter) });
  }
  await till.close();
  return timed;
}

/** Milliseconds that the request and the response of a sale take on the wire, byte after byte. */
function wireTime(sale: Sale, meter: Meter): number {
  const { token, tid } = sale;
  if (token === null || tid === null) throw new Error(`sale ${sale.id} is ${sale.state}`);
  const key = trainingProfile.registers.find(
    ({ supplyGroupCode }) => supplyGroupCode === sale.supplyGroupCode,
  );
  if (!key) throw new Error('the module has no such key');
  const { payload } = tokenQuestion(
    'SM?VC',
    {
      register: key.register,
      pan: panFromDrn(sale.drn),
      tariffIndex: sale.tariffIndex,
      encryptionAlgorithm: sale.encryptionAlgorithm,
      tokenCarrierType: meter.tokenCarrierType,
      subclass: 0,
      amount: sale.quote.transferAmount,
      tid,
    },
    () => {},
  );
  const hex = BigInt(token).toString(16).toUpperCase().padStart(17, '0');
  const request = encodeRequest('SM?VC', payload);
  const response = encodeResponse('SM?VC', '00', `P${hex}~P${token}~`);
  return ((request.length + response.length) * BITS_PER_BYTE * 1000) / BAUD;
}
