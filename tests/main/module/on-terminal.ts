import type { PortCandidate } from '../../../src-main/module/links/discover.ts';
import { FrameSplitter } from '../../../src-main/module/sts6/frame.ts';
import { FakeModule } from './fake-module.ts';
import { PseudoTerminal } from './pseudo-terminal.ts';

/** What answers frames: without their CR in, with it out. Null: it says nothing. */
export interface Answering {
  receive(frame: string): string | null;
}

/** A module at the far end of a pseudo-terminal. */
export class OnTerminal {
  /** Every command that came, in order. */
  readonly commands: string[] = [];
  readonly #terminal: PseudoTerminal;

  constructor(module: Answering = new FakeModule()) {
    const splitter = new FrameSplitter();
    this.#terminal = new PseudoTerminal((bytes, terminal) => {
      for (const frame of splitter.push(bytes)) {
        this.commands.push(frame.slice(0, 5));
        const answer = module.receive(frame);
        if (answer !== null) terminal.write(answer);
      }
    });
  }

  get path(): string {
    return this.#terminal.path;
  }

  /** As the search for ports would find it. */
  candidate(usbSerial: string | null = null): PortCandidate {
    const usb = { vendorId: '0403', productId: '6001' };
    return { path: this.path, description: 'FTDI FT232R', ...usb, usbSerial };
  }

  unplug(): void {
    this.#terminal.unplug();
  }
}
