import { createServer, type Server, type Socket } from 'node:net';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { EmulatedModule } from '../../../src-main/module/emulator/emulated-module.ts';
import type { FaultPlan } from '../../../src-main/module/emulator/fault-plan.ts';
import { type Arrival, LineFaults } from '../../../src-main/module/emulator/faults.ts';
import { parseProfile } from '../../../src-main/module/emulator/profile.ts';
import type { Chance } from '../../../src-main/module/emulator/seeded.ts';
import {
  decodeRequest,
  decodeResponse,
  encodeResponse,
  FrameSplitter,
} from '../../../src-main/module/sts6/frame.ts';
import { FieldReader } from '../../../src-main/module/sts6/ptvd.ts';
import type { LinkSettings } from '../../../src-shared/contract/shapes.ts';

/** A token that the module made, as it went into it and came out of it. */
export interface Made {
  readonly pan: string;
  readonly tid: number;
  readonly amount: number;
  readonly digits: string;
}

export interface BadLineParts {
  readonly plan: FaultPlan;
  readonly chance: Chance;
  readonly now: () => Date;
  readonly transactions: number;
}

const LONGEST_TRANSCRIPT = 120;
const CR = '\r';
const EMPTY_REGISTER = encodeResponse('SM?GA', '22');
const NO_SUCH_REGISTER = encodeResponse('SM?GA', '28');

/**
 * An emulated module behind TCP whose line misbehaves as a fault plan says, and the witness of what the
 * module really did: it stands between the line and the module, where nothing is lost or damaged.
 */
export class BadLine {
  /** Every token the module made, in order. */
  readonly made: Made[] = [];
  /** How often the till sent each command. */
  readonly asked = new Map<string, number>();
  connections = 0;
  /** Rises with everything that happens here. */
  activity = 0;
  /** Whether the line is good for once. */
  healed = false;
  readonly #parts: BadLineParts;
  readonly #faults: LineFaults;
  readonly #atModule = new FrameSplitter();
  readonly #clients = new Set<Socket>();
  readonly #transcript: string[] = [];
  readonly #digits = new Set<string>();
  #resets = 0;
  #module: EmulatedModule;
  #server: Server | null = null;
  #port = 0;

  private constructor(parts: BadLineParts) {
    this.#parts = parts;
    this.#faults = new LineFaults(parts.plan);
    this.#module = this.#fresh(parts.transactions);
  }

  static async open(parts: BadLineParts): Promise<BadLine> {
    const line = new BadLine(parts);
    const server = createServer((client) => line.#serve(client));
    line.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address !== null && typeof address === 'object') line.#port = address.port;
    return line;
  }

  get link(): LinkSettings {
    return { kind: 'tcp', host: '127.0.0.1', port: this.#port };
  }

  /** How often each fault has struck. */
  get counts(): ReadonlyMap<string, number> {
    return new Map<string, number>([...this.#faults.counts, ['reset', this.#resets]]);
  }

  hasMade(digits: string): boolean {
    return this.#digits.has(digits);
  }

  /** Transactions the module has spent. */
  get spent(): number {
    return this.#parts.transactions - this.#module.transactionsLeft;
  }

  /** The latest frames, sent, carried out and answered: to see how something came about. */
  get transcript(): readonly string[] {
    return this.#transcript;
  }

  /** Writes a line between the frames. */
  note(text: string): void {
    this.#transcript.push(text);
    if (this.#transcript.length > LONGEST_TRANSCRIPT) this.#transcript.shift();
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const client of this.#clients) client.destroy();
    if (server) await new Promise((done) => server.close(done));
  }

  #serve(client: Socket): void {
    this.activity += 1;
    this.connections += 1;
    this.#clients.add(client);
    client.setNoDelay(true);
    const fromTill = new FrameSplitter();
    client.on('data', (bytes) => {
      this.activity += 1;
      for (const frame of fromTill.push(bytes)) this.#request(client, frame + CR);
    });
    client.on('error', () => {});
    client.on('close', () => {
      this.activity += 1;
      this.#clients.delete(client);
      this.#atModule.flush();
      this.#faults.disconnected();
    });
  }

  #request(client: Socket, frame: string): void {
    const command = frame.slice(0, 5);
    this.asked.set(command, (this.asked.get(command) ?? 0) + 1);
    this.note(`till   > ${printable(frame)}`);
    const arrived = this.healed ? frame : this.#faults.request(frame).text;
    if (arrived !== frame) this.note(`module < ${printable(arrived)}`);
    for (const each of this.#atModule.push(Buffer.from(arrived, 'latin1'))) {
      const response = this.#carryOut(each);
      this.note(`module > ${printable(response)}`);
      const { text, late, closes }: Arrival = this.healed
        ? { text: response, late: null, closes: false }
        : this.#faults.response(response);
      if (text !== response) this.note(`till   < ${printable(text)}${closes ? ' (dead)' : ''}`);
      if (late) setTimeout(() => this.#send(client, late.text, 'late: '), late.afterMs);
      if (text !== '') this.#send(client, text);
      if (closes) {
        client.end();
        return;
      }
    }
  }

  #send(client: Socket, text: string, remark = ''): void {
    this.activity += 1;
    if (remark !== '') this.note(`till   < ${remark}${printable(text)}`);
    if (client.writable) client.write(text, 'latin1');
  }

  #carryOut(frame: string): string {
    if (!this.healed && this.#parts.chance() < this.#parts.plan.chances.reset) {
      this.#resets += 1;
      this.note('module: reset');
      this.#module = this.#fresh(this.#module.transactionsLeft);
    }
    const answered = this.#module.receive(frame);
    // A module with no more registers than keys: reading empty ones again and again shows nothing new.
    const response = answered === EMPTY_REGISTER ? NO_SUCH_REGISTER : answered;
    const request = decodeRequest(frame);
    const answer = decodeResponse(response.slice(0, -1));
    if ('problem' in request || 'problem' in answer) return response;
    if (request.command === 'SM?VC' && answer.status === '00') {
      const made = readMade(request.payload, answer.payload);
      this.made.push(made);
      this.#digits.add(made.digits);
    }
    return response;
  }

  #fresh(transactions: number): EmulatedModule {
    const profile = parseProfile({ ...trainingProfile, transactions });
    if (!profile.ok) throw new Error(`${profile.error.field} ${profile.error.message}`);
    // Tokens for one TID differ, as a real module's do: taking one for the other must show.
    const rnd = () => Math.floor(this.#parts.chance() * 16);
    return new EmulatedModule({ profile: profile.value, now: this.#parts.now, rnd });
  }
}

/** The token of a request `SM?VC` and its answer, given their payloads. */
export function readMade(request: string, answer: string): Made {
  const fields = new FieldReader(request, 8);
  fields.number();
  const pan = fields.text();
  for (let skipped = 0; skipped < 4; skipped += 1) fields.number();
  const amount = fields.hexNumber(3);
  const tid = fields.hexNumber(3);
  const token = new FieldReader(answer, 2);
  token.text();
  return { pan, tid, amount, digits: token.text() };
}

function printable(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
