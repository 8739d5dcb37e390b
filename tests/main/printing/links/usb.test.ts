import { beforeEach, describe, expect, it } from 'vitest';
import { openUsbPrinter } from '../../../../src-main/printing/links/usb.ts';
import {
  listUsbPrinters,
  type UsbLibrary,
} from '../../../../src-main/printing/links/usb-devices.ts';
import { printerCondition } from '../../../../src-shared/contract/printing-shapes.ts';
import { BUSY, FakeUsbPrinter, NO_PERMISSION } from './fake-usb.ts';
import { reasonOf } from './trouble.ts';

const address = { vendorId: 0x04b8, productId: 0x0e28, serialNumber: '' };
const slip = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);

let printer: FakeUsbPrinter;
let plugged: FakeUsbPrinter[];
const load = async (): Promise<UsbLibrary> => ({
  getDeviceList: () => plugged.map((each) => each.device()),
});

beforeEach(() => {
  printer = new FakeUsbPrinter(0x04b8, 0x0e28, 'X7Q001');
  plugged = [printer];
});

describe('a USB printer', () => {
  it('gets every byte, is taken over from the system and given back', async () => {
    const link = await openUsbPrinter(address, load);
    await link.send(slip);
    await link.close();
    await link.close();
    expect(printer.paper).toEqual(slip);
    const driver = process.platform === 'linux';
    expect(printer.story).toEqual([
      'open',
      ...(driver ? ['detach'] : []),
      'claim',
      'release',
      ...(driver ? ['attach'] : []),
      'close',
    ]);
  });

  it.each(printerCondition.options)('says that it is %s', async (condition) => {
    printer.condition = condition;
    const link = await openUsbPrinter(address, load);
    expect(await link.condition()).toBe(condition);
    expect(printer.paper).toHaveLength(0);
  });

  it('is found by its own serial number where there are two of a kind', async () => {
    const other = new FakeUsbPrinter(0x04b8, 0x0e28, 'X7Q002');
    plugged = [other, printer];
    const link = await openUsbPrinter({ ...address, serialNumber: 'X7Q001' }, load);
    await link.send(slip);
    expect(printer.paper).toEqual(slip);
    expect(other.story).toEqual(['open', 'close']);
  });

  it('says why it cannot be had', async () => {
    plugged = [];
    expect(await reasonOf(openUsbPrinter(address, load))).toBe('not-found');
    plugged = [printer];
    printer.openTrouble = NO_PERMISSION;
    expect(await reasonOf(openUsbPrinter(address, load))).toBe('no-permission');
    printer.openTrouble = null;
    printer.claimTrouble = BUSY;
    expect(await reasonOf(openUsbPrinter(address, load))).toBe('port-taken');
    // Whatever was opened is closed again.
    expect(printer.story.at(-1)).toBe('close');
    expect(await reasonOf(openUsbPrinter(address, () => Promise.reject(new Error('none'))))).toBe(
      'not-found',
    );
  });

  it('that stops taking bytes is a timeout, and one that is unplugged is broken', async () => {
    printer.stallsAfter = 3000;
    let link = await openUsbPrinter(address, load);
    expect(await reasonOf(link.send(slip))).toBe('timeout');
    await link.close();
    printer.stallsAfter = null;
    printer.vanishesAfter = printer.paper.length + 10;
    link = await openUsbPrinter(address, load);
    expect(await reasonOf(link.send(slip))).toBe('broken');
  });
});

describe('looking for USB printers', () => {
  it('finds those of class 7, with what they say of themselves', async () => {
    const keyboard = new FakeUsbPrinter(0x046d, 0xc31c);
    const devices = [keyboard.device(3), printer.device()];
    expect(await listUsbPrinters(async () => ({ getDeviceList: () => devices }))).toEqual([
      { address: { ...address, serialNumber: 'X7Q001' }, description: 'Epson TM-T20III' },
    ]);
  });

  it('finds one that may not be opened, without its name', async () => {
    printer.openTrouble = NO_PERMISSION;
    expect(await listUsbPrinters(load)).toEqual([{ address, description: '' }]);
  });

  it('finds none where there is no USB', async () => {
    expect(await listUsbPrinters(() => Promise.reject(new Error('no libusb')))).toEqual([]);
    const broken = {
      getDeviceList: () => {
        throw new Error('no bus');
      },
    };
    expect(await listUsbPrinters(async () => broken)).toEqual([]);
  });
});
