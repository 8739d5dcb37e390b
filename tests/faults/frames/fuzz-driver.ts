import { below, type Chance, seededChance } from '../../../src-main/module/emulator/seeded.ts';
import { type Link, LinkClosed } from '../../../src-main/module/links/link.ts';
import { LinkListeners } from '../../../src-main/module/links/listeners.ts';
import { ModuleError, type TokenRequest } from '../../../src-main/module/security-module.ts';
import { Sts6Module } from '../../../src-main/module/sts6/driver.ts';
import { FrameSplitter } from '../../../src-main/module/sts6/frame.ts';
import { atOnce } from '../../main/module/faulty-link.ts';
import { fuzzedModule, REQUESTS } from './fuzz-module.ts';
import { mutated } from './mutate.ts';

const TOKEN: TokenRequest = {
  register: 1,
  pan: '600727010000033157',
  tariffIndex: 1,
  encryptionAlgorithm: 11,
  tokenCarrierType: 2,
  subclass: 0,
  amount: 100,
  tid: 6_398_796,
};
const QUESTIONS: readonly ((driver: Sts6Module) => Promise<unknown>)[] = [
  (driver) => driver.identify(),
  (driver) => driver.identityDetails(),
  (driver) => driver.clock(),
  (driver) => driver.keyAttributes(1),
  (driver) => driver.transactionCounter(),
  (driver) => driver.creditToken(TOKEN),
  (driver) => driver.managementToken({ ...TOKEN, subclass: 1, amount: 0 }),
  (driver) => driver.loadLicence('TRN500;SIG00', () => {}),
  (driver) => driver.loadKmcKey('P00~'),
  (driver) => driver.loadKey('N3~P~P~P~'),
  (driver) => driver.verifyToken({ ...TOKEN, digits: '12345678901234567890' }),
];
/** Questions at once; they queue. */
const MOST_AT_ONCE = 3;
/** One answer in so many ends the connection. */
const HANG_UP_ONE_IN = 400;
const LATEST_KEPT = 8;

/** A link whose far end answers with anything. */
class FuzzedLink implements Link {
  readonly name = 'fuzzed';
  frames = 0;
  readonly #chance: Chance;
  readonly #module: { receive(frame: string): string };
  readonly #splitter = new FrameSplitter();
  readonly #listeners = new LinkListeners();
  /** Earlier answers, which come again. */
  readonly #latest: string[] = [];

  constructor(module: { receive(frame: string): string }, chance: Chance) {
    this.#module = module;
    this.#chance = chance;
  }

  get closed(): boolean {
    return this.#listeners.closed;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#listeners.closed) throw new LinkClosed('fuzzed is closed');
    for (const request of this.#splitter.push(bytes)) queueMicrotask(() => this.#answer(request));
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#listeners.onData(listener);
  }

  onClose(listener: (reason?: Error) => void): void {
    this.#listeners.onClose(listener);
  }

  async close(): Promise<void> {
    this.#listeners.close();
  }

  #answer(request: string): void {
    const chance = this.#chance;
    const answer = this.#module.receive(request).slice(0, -1);
    this.#latest.unshift(answer);
    this.#latest.length = Math.min(this.#latest.length, LATEST_KEPT);
    let text = '';
    for (let count = below(5, chance); count > 0; count -= 1) {
      this.frames += 1;
      const old = this.#latest[below(this.#latest.length, chance)] ?? answer;
      const kind = below(6, chance);
      if (kind === 0) text += `${answer}\r`;
      else if (kind === 1) text += `${old}\r`;
      else if (kind === 2) text += `${REQUESTS[below(REQUESTS.length, chance)]}\r`;
      else text += `${mutated(kind === 3 ? old : answer, chance)}\r`;
    }
    while (text !== '') {
      const size = 1 + below(text.length, chance);
      this.#listeners.data(Buffer.from(text.slice(0, size), 'latin1'));
      text = text.slice(size);
    }
    if (below(HANG_UP_ONE_IN, chance) === 0) this.#listeners.close(new LinkClosed('cable out'));
  }
}

/**
 * Answers the driver's requests with random and mutated frames. Throws where it rejects with anything
 * but a ModuleError. No time passes; a question without an end never ends this either.
 *
 * @param onFrames called now and then with how many frames were sent to the driver
 */
export async function fuzzDriver(
  seed: string,
  frames: number,
  onFrames: (sent: number) => void = () => {},
): Promise<void> {
  const chance = seededChance(`driver:${seed}`);
  const module = fuzzedModule(chance);
  for (let sent = 0; sent < frames; ) {
    const link = new FuzzedLink(module, chance);
    const driver = new Sts6Module(link, { after: atOnce });
    while (!link.closed && sent + link.frames < frames) {
      const questions = Array.from({ length: 1 + below(MOST_AT_ONCE, chance) }, () => {
        const ask = QUESTIONS[below(QUESTIONS.length, chance)];
        return ask?.(driver);
      });
      for (const { reason } of (await Promise.allSettled(questions)).flatMap(rejected)) {
        if (reason instanceof ModuleError) continue;
        throw new Error(`seed ${seed}: the driver rejects with ${String(reason)}`, {
          cause: reason,
        });
      }
    }
    await driver.close();
    sent += link.frames;
    onFrames(sent);
  }
}

function rejected(result: PromiseSettledResult<unknown>): PromiseRejectedResult[] {
  return result.status === 'rejected' ? [result] : [];
}
