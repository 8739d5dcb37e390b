import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { type RunningEmulator, startEmulator } from '../../conformance/tcp-module.ts';
import { type PaperSink, startPaperSink } from '../../main/printing/paper-sink.ts';
import { Relay } from './relay.ts';

const TRANSACTIONS = 1_000_000;
/** Tokens as the code for cameras has them: in one piece, also on a slip that broke off. */
const TOKEN = /(?<!\d)\d{20}(?!\d)/g;

/** Everything around a till that lives on when it is killed: the module, the witness, the printer. */
export class Scene {
  readonly relay: Relay;
  readonly paper: PaperSink;
  readonly #emulator: RunningEmulator;
  /** The file in which the module keeps what it has spent. */
  readonly #state: string;

  private constructor(emulator: RunningEmulator, relay: Relay, paper: PaperSink, state: string) {
    this.#emulator = emulator;
    this.relay = relay;
    this.paper = paper;
    this.#state = state;
  }

  static async open(folder: string, seed: string): Promise<Scene> {
    const state = join(folder, 'module.json');
    const profile = { ...trainingProfile, transactions: TRANSACTIONS };
    const emulator = await startEmulator(profile, ['--state', state, '--seed', seed]);
    const relay = await Relay.open(emulator.port);
    return new Scene(emulator, relay, await startPaperSink(), state);
  }

  /** Transactions the module has spent, by its own account. */
  async spent(): Promise<number> {
    const memory: unknown = JSON.parse(await readFile(this.#state, 'utf8'));
    const left = typeof memory === 'object' && memory && Reflect.get(memory, 'transactions');
    return TRANSACTIONS - Number(left);
  }

  /** Every token on the paper. */
  printed(): Set<string> {
    const texts = this.paper.slips().map((slip) => Buffer.from(slip).toString('latin1'));
    return new Set(texts.flatMap((text) => text.match(TOKEN) ?? []));
  }

  async close(): Promise<void> {
    await this.paper.close();
    await this.relay.close();
    await this.#emulator.stop();
  }
}
