import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { KillPoint, Order, Report } from './protocol.ts';

const CHILD = fileURLToPath(new URL('till-child.ts', import.meta.url));

/** How a wait for a till ended: with what was waited for, or with its death. */
export type Outcome = 'done' | 'dead';

/** A till in a process of its own. */
export class TillProcess {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  readonly #onReport: (report: Report) => void;
  readonly #waiting = new Map<Report['kind'], () => void>();
  #stderr = '';
  #isDead = false;

  /**
   * @param killAt where it ends itself while it takes up what was left open
   * @param cache where Node keeps compiled code, so that the next one starts sooner
   */
  constructor(
    folder: string,
    killAt: KillPoint | null,
    cache: string,
    onReport: (report: Report) => void,
  ) {
    this.#onReport = onReport;
    const point = killAt ? [JSON.stringify(killAt)] : [];
    this.#child = spawn(process.execPath, [CHILD, folder, ...point], {
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    this.#child.stdin?.on('error', () => {});
    this.#child.stderr?.on('data', (text) => {
      this.#stderr += text;
    });
    // The fourth of its files is the pipe it reports on.
    const lines = createInterface(this.#child.stdio[3] as Readable);
    lines.on('line', (line) => this.#heard(JSON.parse(line) as Report));
    this.#closed = Promise.all([once(this.#child, 'close'), once(lines, 'close')]);
    void this.#closed.then(() => {
      this.#isDead = true;
    });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  send(order: Order): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  /** Waits for a report, or for its death. Throws where it died of something else than a SIGKILL. */
  async until(kind: Report['kind']): Promise<Outcome> {
    const heard = new Promise<Outcome>((resolve) => {
      this.#waiting.set(kind, () => resolve('done'));
    });
    const outcome = await Promise.race([heard, this.#closed.then(() => 'dead' as const)]);
    this.#waiting.delete(kind);
    const { exitCode } = this.#child;
    if (outcome === 'dead' && exitCode !== null && exitCode !== 0) {
      throw new Error(`the till ended with code ${exitCode}: ${this.#stderr}`);
    }
    return outcome;
  }

  /** Kills it; resolves when it is gone and all it said was heard. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed;
  }

  #heard(report: Report): void {
    this.#onReport(report);
    this.#waiting.get(report.kind)?.();
  }
}
