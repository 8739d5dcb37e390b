import { afterEach, describe, expect, it } from 'vitest';
import type { PrinterLink } from '../../../../src-main/printing/links/link.ts';
import { openSerialPrinter } from '../../../../src-main/printing/links/serial.ts';
import {
  type PrinterCondition,
  printerCondition,
} from '../../../../src-shared/contract/printing-shapes.ts';
import { PseudoTerminal } from '../../module/pseudo-terminal.ts';
import { eventually } from '../../till-fixture.ts';
import { statusAnswer, takeQuestions } from '../status-answer.ts';
import { reasonOf } from './trouble.ts';

/** A printer at the far end of a pseudo-terminal. */
class TerminalPrinter {
  readonly terminal: PseudoTerminal;
  condition: PrinterCondition = 'ready';
  paper = new Uint8Array();

  constructor() {
    this.terminal = new PseudoTerminal((bytes, terminal) => {
      const { asked, rest } = takeQuestions(Buffer.concat([this.paper, bytes]));
      this.paper = new Uint8Array(rest);
      if (this.condition === 'unknown') return;
      for (const n of asked) {
        terminal.write(String.fromCharCode(statusAnswer(n, this.condition)));
      }
    });
  }
}

const slip = Uint8Array.from({ length: 1500 }, (_, index) => index % 256);
const line = { baudRate: 19_200, flow: 'none' } as const;
let link: PrinterLink | undefined;
let printer: TerminalPrinter;

afterEach(async () => {
  await link?.close();
  printer.terminal.unplug();
});

function open(changed: Partial<Parameters<typeof openSerialPrinter>[0]> = {}, ms?: number) {
  return openSerialPrinter({ path: printer.terminal.path, ...line, ...changed }, ms);
}

// Windows has no pseudo-terminals that a serial port can be opened on.
describe.skipIf(process.platform === 'win32')('a printer on a serial port', () => {
  it.each(['none', 'hardware', 'software'] as const)(
    'gets every byte, flow control %s',
    async (flow) => {
      printer = new TerminalPrinter();
      // With software flow control two bytes mean something to the line itself.
      const bytes =
        flow === 'software' ? slip.filter((byte) => ![0x11, 0x13].includes(byte)) : slip;
      link = await open({ flow });
      await link.send(bytes);
      await eventually(() => expect(printer.paper).toEqual(bytes));
    },
  );

  it.each(printerCondition.options)('says that it is %s', async (condition) => {
    printer = new TerminalPrinter();
    printer.condition = condition;
    link = await open();
    expect(await link.condition()).toBe(condition);
  });

  it('that is unplugged in the middle is broken', async () => {
    printer = new TerminalPrinter();
    link = await open();
    printer.terminal.unplug();
    expect(await reasonOf(link.send(slip))).toBe('broken');
    await link.close();
  });

  it('that another program holds says so, and that there is none', async () => {
    printer = new TerminalPrinter();
    link = await open();
    expect(await reasonOf(open())).toBe('port-taken');
    expect(await reasonOf(open({ path: '/dev/no-such-port' }))).toBe('not-found');
  });

  it('lets go of its port, for the next slip', async () => {
    printer = new TerminalPrinter();
    for (const slips of [1, 2, 3]) {
      link = await open();
      await link.send(Uint8Array.of(0x41));
      // A terminal that is opened anew forgets what nobody has read yet.
      await eventually(() => expect(printer.paper).toHaveLength(slips));
      await link.close();
    }
  });
});
