import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPrinter, seePrinter } from '../../../src-main/printing/links/open.ts';
import { SlipPrinter } from '../../../src-main/printing/printer.ts';
import { PrinterWatch } from '../../../src-main/printing/printer-watch.ts';
import type { PrinterSettings } from '../../../src-shared/contract/printing-shapes.ts';
import { eventually } from '../till-fixture.ts';
import { FakeUsbPrinter } from './links/fake-usb.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

/* How a printer is looked after while nothing is printed, turn by turn. */

const serialNumber = 'X7Q001';
const usbSettings = { kind: 'usb', vendorId: 0x04b8, productId: 0x0e28, serialNumber } as const;

let usb: FakeUsbPrinter;
let plugged: boolean;
let settings: PrinterSettings;
let waiting: number;
let due: (() => void)[];
let looks: number;
let watch: PrinterWatch;

beforeEach(() => {
  usb = new FakeUsbPrinter(0x04b8, 0x0e28, serialNumber);
  plugged = true;
  settings = usbSettings;
  waiting = 0;
  due = [];
  looks = 0;
  const ways = {
    loadUsb: async () => ({ getDeviceList: () => (plugged ? [usb.device()] : []) }),
    platform: 'linux',
  } as const;
  const printer = new SlipPrinter({
    settings: () => settings,
    open: (each) => openPrinter(each, ways),
    see: (each) => seePrinter(each, ways),
    report: () => {},
    noted: (outcome) => watch.noted(outcome),
  });
  watch = new PrinterWatch({
    settings: () => settings,
    look: async (asking) => {
      const found = await printer.look(asking);
      looks += 1;
      return found;
    },
    hasWaiting: () => waiting > 0,
    printWaiting: async () => {
      waiting = 0;
    },
    onChange: () => {},
    onUnexpected: (what, error) => expect.fail(`${what}: ${String(error)}`),
    after: (_, work) => {
      due = [work];
      return () => {
        due = due.filter((each) => each !== work);
      };
    },
  });
});
afterEach(() => watch.close());

/** Lets the pause before the next look pass, and waits for what the look found. */
async function turn(): Promise<void> {
  const before = looks;
  const [next] = due;
  if (!next) return expect.fail('nobody looks any more');
  next();
  await eventually(() => {
    expect(looks).toBe(before + 1);
    expect(due).toHaveLength(1);
    expect(due[0]).not.toBe(next);
  });
}

const taken = () => usb.story.filter((what) => what === 'claim').length;

describe('a printer on USB', () => {
  it('is asked once, and while nothing is the matter it is left to the system', async () => {
    await turn();
    expect(watch.condition).toBe('ready');
    expect(taken()).toBe(1);
    usb.story.length = 0;
    for (let each = 0; each < 5; each += 1) await turn();
    expect(usb.story.filter((what) => what !== 'open' && what !== 'close')).toEqual([]);
    expect(watch).toMatchObject({ condition: 'ready', problem: null });
  });

  it('is missed when it is unplugged, and asked again when it is back', async () => {
    await turn();
    plugged = false;
    await turn();
    expect(watch.problem?.code).toBe('printer.not-found');
    plugged = true;
    usb.condition = 'paper-low';
    await turn();
    expect(watch).toMatchObject({ condition: 'paper-low', problem: null });
  });

  it('is asked for as long as something is the matter with it', async () => {
    usb.condition = 'paper-out';
    for (let each = 1; each <= 3; each += 1) {
      await turn();
      expect(taken()).toBe(each);
      expect(watch.problem?.code).toBe('printer.paper-out');
    }
    usb.condition = 'ready';
    await turn();
    expect(watch.problem).toBeNull();
    await turn();
    expect(taken()).toBe(4);
  });

  it('that is only seen prints what waits all the same', async () => {
    await turn();
    waiting = 1;
    await turn();
    expect(waiting).toBe(0);
  });
});

it('a printer on the network is asked each time', async () => {
  const sink: PaperSink = await startPaperSink();
  settings = sink.address;
  await turn();
  expect(watch.condition).toBe('ready');
  sink.condition = 'cover-open';
  await turn();
  expect(watch.problem?.code).toBe('printer.cover-open');
  await sink.close();
});
