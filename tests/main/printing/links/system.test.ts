import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findPrinters } from '../../../../src-main/printing/links/find.ts';
import { openPrinter } from '../../../../src-main/printing/links/open.ts';
import { reasonOf } from './trouble.ts';

const slip = Uint8Array.from({ length: 3000 }, (_, index) => index % 256);
const noUsb = () => Promise.reject(new Error('no USB here'));
const ways = { loadUsb: noUsb, platform: 'linux' } as const;
const windows = { loadUsb: noUsb, platform: 'win32' } as const;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltill-queue-'));
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Puts a program on the path that does what this shell script says; `$here` is its folder. */
async function program(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\nhere='${folder}'\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

const kept = (name: string) => readFile(join(folder, name));

describe.skipIf(process.platform === 'win32')('a queue of CUPS', () => {
  const queue = 'Slips; rm -rf "x" $(y)';
  const open = () => openPrinter({ kind: 'system', queue }, ways);

  it('gets every byte raw, and its name is never read by a shell', async () => {
    await program('lp', `printf '%s\\n' "$@" > "$here/given"; cat > "$here/slip"`);
    const link = await open();
    await link.send(slip);
    expect(new Uint8Array(await kept('slip'))).toEqual(slip);
    expect((await kept('given')).toString()).toBe(`-d\n${queue}\n-o\nraw\n-\n`);
  });

  it('that says no has taken nothing', async () => {
    await program('lp', `echo 'lp: The printer or class does not exist.' >&2; exit 1`);
    const link = await open();
    await expect(link.send(slip)).rejects.toMatchObject({
      code: 'printer.queue',
      detail: { printer: queue, reason: 'lp: The printer or class does not exist.' },
    });
  });

  it('cannot be had where there is no CUPS', async () => {
    vi.stubEnv('PATH', folder);
    const link = await open();
    expect(await reasonOf(link.send(slip))).toBe('not-found');
    expect(await reasonOf(link.condition())).toBe('not-found');
  });

  it.each([
    ['is idle.  enabled since Sat', 'unknown'],
    ['disabled since Sat 28 Nov -\n\treason unknown', 'offline'],
    ['now printing Slips-3.  enabled since Sat\n\tAlerts: media-empty-error', 'paper-out'],
    ['is idle.  enabled since Sat\n\tAlerts: cover-open-report', 'cover-open'],
    ['is idle.  enabled since Sat\n\tAlerts: media-low-warning', 'paper-low'],
    ['is idle.  enabled since Sat\n\tAlerts: offline-report', 'offline'],
  ])('whose state is %j is %s', async (says, condition) => {
    await program('lpstat', `[ "$LC_ALL" = C ] && printf '%s\\n' 'printer Slips ${says}'`);
    expect(await (await open()).condition()).toBe(condition);
  });

  it('is listed, where there are queues', async () => {
    await program('lpstat', `echo 'Slips accepting requests since Sat'; echo 'Office accepting x'`);
    const ports = async () => [
      {
        path: '/dev/ttyUSB0',
        description: 'FTDI',
        vendorId: null,
        productId: null,
        usbSerial: null,
      },
    ];
    expect(await findPrinters(ports, ways)).toEqual([
      { printer: { kind: 'system', queue: 'Slips' }, description: 'Slips' },
      { printer: { kind: 'system', queue: 'Office' }, description: 'Office' },
      {
        printer: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 9600, flow: 'none' },
        description: 'FTDI',
      },
    ]);
    await program('lpstat', 'exit 1');
    expect(await findPrinters(async () => [], ways)).toEqual([]);
  });
});

// What Windows itself does with it was never tried: this shows what it is given.
describe.skipIf(process.platform === 'win32')('a printer that Windows knows', () => {
  const queue = `Receipt '"; $x`;

  it('gets its name and the file from the environment, and the file is gone afterwards', async () => {
    await program(
      'powershell',
      `printf '%s' "$VOLTILL_QUEUE" > "$here/queue"; cp "$VOLTILL_SLIP" "$here/slip"
       printf '%s' "$VOLTILL_SLIP" > "$here/file"; printf '%s' "$4" | base64 -d > "$here/script"`,
    );
    await (await openPrinter({ kind: 'system', queue }, windows)).send(slip);
    expect((await kept('queue')).toString()).toBe(queue);
    expect(new Uint8Array(await kept('slip'))).toEqual(slip);
    const script = (await kept('script')).toString('utf16le');
    expect(script).toContain('[RawQueue]::Send($env:VOLTILL_QUEUE');
    expect(script).not.toContain(queue);
    await expect(readFile((await kept('file')).toString())).rejects.toThrow(/ENOENT/);
  });

  it('that says no has taken nothing', async () => {
    await program('powershell', `echo 'no printer' >&2; exit 1`);
    const link = await openPrinter({ kind: 'system', queue }, windows);
    expect(await reasonOf(link.send(slip))).toBe('queue');
  });

  it('is listed', async () => {
    await program('powershell', `printf 'Receipt\\r\\nOffice\\r\\n'`);
    expect(
      (await findPrinters(async () => [], windows)).map(({ description }) => description),
    ).toEqual(['Receipt', 'Office']);
  });
});
