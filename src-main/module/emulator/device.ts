import { FrameSplitter, LONGEST_FRAME } from '../sts6/frame.ts';
import type { FaultPlan } from './fault-plan.ts';
import { LineFaults } from './faults.ts';
import { at, PacedInput, PacedOutput } from './pacing.ts';

/** The host at the far end of a transport. */
export interface HostEnd {
  /** Sends text, one character per byte. */
  send(text: string): void;
  /** Breaks the connection. */
  hangUp(): void;
}

/** The module's end of a connection; the transport reports here what its host does. */
export interface DeviceEnd {
  receive(bytes: Uint8Array): void;
  /** The connection is gone. */
  gone(): void;
}

/** A way in for hosts that is open. */
export interface Listening {
  /** Where, e.g. `127.0.0.1:5100` or `/dev/pts/3`. */
  readonly place: string;
  /** Takes no more hosts and drops those that are connected. */
  close(): Promise<void>;
}

export interface DeviceOptions {
  /** What answers a frame; it comes without its CR. */
  readonly module: { receive(frame: string): string };
  /** Paces the bytes of both directions, ten bits each; null answers at once. */
  readonly baud: number | null;
  readonly faults: FaultPlan | null;
}

/** A module at the end of a line: frames, the speed of the line, and its faults. */
export class Device {
  readonly #options: DeviceOptions;
  #connections = 0;

  constructor(options: DeviceOptions) {
    this.#options = options;
  }

  plugIn(host: HostEnd): DeviceEnd {
    const { faults } = this.#options;
    const number = this.#connections;
    this.#connections += 1;
    // Each connection is a line of its own, and the first one's faults are those of the seed itself.
    const seed = number === 0 ? faults?.seed : `${faults?.seed}#${number}`;
    const line = faults ? new LineFaults({ ...faults, seed: seed ?? '' }) : null;
    return new Connection(host, this.#options, line);
  }
}

const CR = 0x0d;

class Connection implements DeviceEnd {
  readonly #host: HostEnd;
  readonly #module: DeviceOptions['module'];
  readonly #faults: LineFaults | null;
  readonly #input: PacedInput | null;
  readonly #output: PacedOutput | null;
  readonly #splitter = new FrameSplitter();
  readonly #waits = new Set<() => void>();
  #scrap: Buffer = Buffer.alloc(0);
  #open = true;

  constructor(host: HostEnd, { module, baud }: DeviceOptions, faults: LineFaults | null) {
    this.#host = host;
    this.#module = module;
    this.#faults = faults;
    this.#input = baud === null ? null : new PacedInput(baud);
    this.#output = baud === null ? null : new PacedOutput(baud, (text) => host.send(text));
  }

  receive(bytes: Uint8Array): void {
    let rest: Buffer = Buffer.concat([this.#scrap, bytes]);
    let counted = this.#scrap.length;
    for (let end = rest.indexOf(CR); end >= 0; end = rest.indexOf(CR)) {
      const frame = rest.subarray(0, end + 1);
      this.#arrive(frame.toString('latin1'), frame.length - counted);
      rest = rest.subarray(end + 1);
      counted = 0;
    }
    this.#input?.arrival(rest.length - counted);
    // Noise without an end is for the splitter to drop.
    const isTooLong = rest.length > LONGEST_FRAME;
    if (isTooLong) this.#splitter.push(rest);
    this.#scrap = isTooLong ? Buffer.alloc(0) : Buffer.from(rest);
  }

  gone(): void {
    this.#open = false;
    this.#faults?.disconnected();
    this.#output?.clear();
    for (const stop of this.#waits) stop();
    this.#waits.clear();
  }

  /** A request has been sent whole; it arrives when the line has carried it. */
  #arrive(frame: string, newBytes: number): void {
    if (!this.#input) {
      this.#carryOut(frame, 0);
      return;
    }
    const due = this.#input.arrival(newBytes);
    this.#wait(due, () => this.#carryOut(frame, due));
  }

  #carryOut(sent: string, due: number): void {
    const arrived = this.#faults ? this.#faults.request(sent).text : sent;
    for (const frame of this.#splitter.push(Buffer.from(arrived, 'latin1'))) {
      if (this.#open) this.#answer(this.#module.receive(frame), due);
    }
  }

  #answer(response: string, due: number): void {
    const arrival = this.#faults?.response(response);
    const { text, late, closes } = arrival ?? { text: response, late: null, closes: false };
    this.#send(text, due);
    if (late) {
      const later = performance.now() + late.afterMs;
      this.#wait(later, () => this.#send(late.text, later));
    }
    if (!closes) return;
    this.#open = false;
    const hangUp = () => this.#host.hangUp();
    if (this.#output) this.#output.afterwards(hangUp);
    else hangUp();
  }

  #send(text: string, due: number): void {
    if (text === '') return;
    if (this.#output) this.#output.push(text, due);
    else this.#host.send(text);
  }

  #wait(time: number, callback: () => void): void {
    const stop = at(time, () => {
      this.#waits.delete(stop);
      if (this.#open) callback();
    });
    this.#waits.add(stop);
  }
}
