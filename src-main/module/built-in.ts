import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import trainingProfile from '../../resources/training-profile.json' with { type: 'json' };
import { EmulatedModule } from './emulator/emulated-module.ts';
import { parseProfile } from './emulator/profile.ts';
import { InProcessLink } from './links/in-process.ts';
import type { Link } from './links/link.ts';

const memory = z.object({ transactions: z.int().min(0) });
const WRITE_AFTER_MS = 250;

/**
 * The training module inside the till: the emulated TSM250 with a counter that outlives the program.
 * Its memory is a file of its own, as a real module's is, and is written a moment after each sale so
 * that no sale waits for it.
 */
export class BuiltInModule {
  readonly #file: string;
  readonly #onUnwritten: (error: unknown) => void;
  readonly #module: EmulatedModule;
  #writing: NodeJS.Timeout | undefined;

  /** @param file where the counter is kept; made when the first transaction is spent */
  constructor(file: string, now: () => Date, onUnwritten: (error: unknown) => void) {
    this.#file = file;
    this.#onUnwritten = onUnwritten;
    const profile = parseProfile(trainingProfile);
    if (!profile.ok)
      throw new Error(`training profile, ${profile.error.field}: ${profile.error.message}`);
    this.#module = new EmulatedModule({
      profile: { ...profile.value, transactions: this.#remembered() ?? profile.value.transactions },
      now,
      rnd: () => Math.floor(Math.random() * 16),
      onSpend: () => this.#writeSoon(),
    });
  }

  openLink(): Link {
    return new InProcessLink(this.#module);
  }

  close(): void {
    if (this.#writing) this.#write();
  }

  #remembered(): number | null {
    try {
      return memory.parse(JSON.parse(readFileSync(this.#file, 'utf8'))).transactions;
    } catch {
      // A new training shop, or a file somebody changed: training starts afresh.
      return null;
    }
  }

  #writeSoon(): void {
    this.#writing ??= setTimeout(() => this.#write(), WRITE_AFTER_MS).unref();
  }

  #write(): void {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    const left = JSON.stringify({ transactions: this.#module.transactionsLeft });
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(this.#file, `${left}\n`);
    } catch (error) {
      // A training counter that is not kept is no reason to end the till.
      this.#onUnwritten(error);
    }
  }
}
