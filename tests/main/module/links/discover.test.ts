import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  candidatesFrom,
  findPorts,
  type PortCandidate,
  pathOf,
  rememberDevice,
} from '../../../../src-main/module/links/discover.ts';
import { discoverOnLinux } from '../../../../src-main/module/links/discover-linux.ts';
import { type LinkSettings, link } from '../../../../src-shared/contract/shapes.ts';

function candidate(path: string, usbSerial: string | null = null): PortCandidate {
  return { path, description: '', vendorId: null, productId: null, usbSerial };
}

describe.skipIf(process.platform === 'win32')('the ports of a Linux machine', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'voltill-ports-'));
    await mkdir(join(root, 'dev'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const write = async (path: string, text = '') => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  /** A USB adapter as sysfs shows it: the port lies a few folders below its device. */
  const plugIn = async (name: string, device: Record<string, string>) => {
    await write(`dev/${name}`);
    const place = `sys/devices/usb1/${name}-device`;
    for (const [file, text] of Object.entries(device)) await write(`${place}/${file}`, `${text}\n`);
    await mkdir(join(root, `${place}/1-1:1.0/${name}`), { recursive: true });
    await mkdir(join(root, `sys/class/tty/${name}`), { recursive: true });
    await symlink(
      join(root, `${place}/1-1:1.0/${name}`),
      join(root, `sys/class/tty/${name}/device`),
    );
  };
  const discover = () =>
    discoverOnLinux({ dev: join(root, 'dev'), sys: join(root, 'sys') }).then((ports) =>
      ports
        .map((port) => ({ ...port, path: port.path.slice(root.length) }))
        .toSorted((one, other) => one.path.localeCompare(other.path)),
    );

  it('are USB adapters with what they say of themselves', async () => {
    await plugIn('ttyUSB0', {
      idVendor: '0403',
      idProduct: '6001',
      manufacturer: 'FTDI',
      product: 'FT232R USB UART',
      serial: 'A9Q2XYZ',
    });
    await plugIn('ttyACM1', { idVendor: '1d6b', idProduct: '0104' });
    await write('dev/null');
    await write('dev/tty1');
    expect(await discover()).toEqual([
      {
        path: '/dev/ttyACM1',
        description: '',
        vendorId: '1d6b',
        productId: '0104',
        usbSerial: null,
      },
      {
        path: '/dev/ttyUSB0',
        description: 'FTDI FT232R USB UART',
        vendorId: '0403',
        productId: '6001',
        usbSerial: 'A9Q2XYZ',
      },
    ]);
  });

  it('are the ports on board that exist and on which the system does not speak', async () => {
    for (const name of ['ttyS0', 'ttyS1', 'ttyS2', 'ttyAMA0']) await write(`dev/${name}`);
    await write('sys/class/tty/ttyS0/type', '4\n');
    await write('sys/class/tty/ttyS1/type', '4\n');
    await write('sys/class/tty/ttyS2/type', '0\n');
    await write('sys/class/tty/console/active', 'tty0 ttyS0\n');
    expect(await discover()).toEqual([candidate('/dev/ttyS1')]);
  });

  it('are named even where the system tells nothing about them', async () => {
    await write('dev/ttyUSB3');
    expect(await discover()).toEqual([candidate('/dev/ttyUSB3')]);
  });
});

describe('the ports of other systems', () => {
  it('are those that SerialPort.list() tells, without those that are no sockets', () => {
    const ports = candidatesFrom([
      {
        path: 'COM3',
        friendlyName: 'USB Serial Port (COM3)',
        manufacturer: 'FTDI',
        serialNumber: 'A9Q2XYZ',
        vendorId: '0403',
        productId: '6001',
      },
      { path: 'COM4', manufacturer: 'wch.cn', serialNumber: '5&2890d699&0&2' },
      { path: '/dev/tty.Bluetooth-Incoming-Port' },
      { path: 'COM5', friendlyName: 'Standard Serial over Bluetooth link (COM5)' },
      { path: '/dev/tty.debug-console' },
      { path: '/dev/tty.usbserial-110', manufacturer: undefined },
      { nothing: true },
    ]);
    expect(ports).toEqual([
      {
        path: 'COM3',
        description: 'USB Serial Port (COM3)',
        vendorId: '0403',
        productId: '6001',
        usbSerial: 'A9Q2XYZ',
      },
      { ...candidate('COM4'), description: 'wch.cn' },
      candidate('/dev/tty.usbserial-110'),
    ]);
  });
});

it('whatever this machine has, looking for it rejects nothing', async () => {
  expect(Array.isArray(await findPorts())).toBe(true);
});

describe('a link to a device', () => {
  const settings = { kind: 'serial', path: '/dev/ttyUSB0', usbSerial: 'A9' } as const;

  it('leads to where the device is now', () => {
    expect(pathOf(settings, [candidate('/dev/ttyUSB1', 'A9')])).toBe('/dev/ttyUSB1');
    // Another adapter has taken its name.
    const swapped = [candidate('/dev/ttyUSB0', 'B7'), candidate('/dev/ttyUSB1', 'A9')];
    expect(pathOf(settings, swapped)).toBe('/dev/ttyUSB1');
  });

  it('leads to its path where the device cannot be told', () => {
    expect(pathOf(settings, [])).toBe('/dev/ttyUSB0');
    const twins = [candidate('/dev/ttyUSB1', 'A9'), candidate('/dev/ttyUSB2', 'A9')];
    expect(pathOf(settings, twins)).toBe('/dev/ttyUSB0');
    const { usbSerial, ...unknown } = settings;
    expect(usbSerial).toBe('A9');
    expect(pathOf(unknown, [candidate('/dev/ttyUSB1', 'A9')])).toBe('/dev/ttyUSB0');
  });

  it('has its serial number remembered when it is chosen by path', async () => {
    const find = async () => [candidate('COM3', 'A9'), candidate('COM4')];
    const remember = (path: string) => rememberDevice({ kind: 'serial', path }, find);
    expect(await remember('COM3')).toEqual({ kind: 'serial', path: 'COM3', usbSerial: 'A9' });
    expect(await remember('COM4')).toEqual({ kind: 'serial', path: 'COM4' });
    expect(await remember('COM9')).toEqual({ kind: 'serial', path: 'COM9' });
    expect(await rememberDevice({ kind: 'built-in' }, find)).toEqual({ kind: 'built-in' });
  });
});

describe('the settings of a serial link', () => {
  const path = fc.stringMatching(/^[!-~]{1,60}$/);

  it('may be those of an older till, which kept the path alone', () => {
    fc.assert(
      fc.property(path, (name) => {
        const old = { kind: 'serial', path: name };
        expect(link.parse(old)).toEqual(old);
      }),
    );
  });

  it('are kept as they are, in their ranges and not beyond', () => {
    const settings: fc.Arbitrary<LinkSettings> = fc.record(
      {
        kind: fc.constant('serial' as const),
        path,
        baudRate: fc.integer({ min: 300, max: 115_200 }),
        dataBits: fc.constantFrom(7 as const, 8 as const),
        parity: fc.constantFrom('none' as const, 'even' as const, 'odd' as const),
        stopBits: fc.constantFrom(1 as const, 2 as const),
        usbSerial: fc.stringMatching(/^[!-~]{1,40}$/),
      },
      { requiredKeys: ['kind', 'path'] },
    );
    fc.assert(
      fc.property(settings, (right) => {
        expect(link.parse(JSON.parse(JSON.stringify(right)))).toEqual(right);
      }),
    );
    const wrong = fc.oneof(
      fc.record({ baudRate: fc.oneof(fc.integer({ max: 299 }), fc.integer({ min: 115_201 })) }),
      fc.record({ dataBits: fc.integer().filter((bits) => bits !== 7 && bits !== 8) }),
      fc.record({ parity: fc.constantFrom('mark', 'space', '') }),
      fc.record({ stopBits: fc.constantFrom(0, 1.5, 3) }),
    );
    fc.assert(
      fc.property(settings, wrong, (right, part) => {
        expect(link.safeParse({ ...right, ...part }).success).toBe(false);
      }),
    );
  });
});
