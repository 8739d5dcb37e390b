import trainingProfile from '../../resources/training-profile.json' with { type: 'json' };
import { EmulatedModule, type EmulatedModuleOptions } from './emulator/emulated-module.ts';
import type { MemoryContent } from './emulator/memory.ts';
import { parseProfile } from './emulator/profile.ts';
import { readState, writeState } from './emulator/state-file.ts';
import { InProcessLink } from './links/in-process.ts';
import type { Link } from './links/link.ts';

const WRITE_AFTER_MS = 250;

/**
 * The training module inside the till: the emulated TSM250 with a memory that outlives the program:
 * counter, limits, licences, keys, log. It is a file of its own, as a real module's is, and is written
 * a moment after each sale so that no sale waits for it.
 */
export class BuiltInModule {
  readonly #file: string;
  readonly #onUnwritten: (error: unknown) => void;
  readonly #module: EmulatedModule;
  #writing: NodeJS.Timeout | undefined;

  /** @param file where the memory is kept; made when there is something to remember */
  constructor(file: string, now: () => Date, onUnwritten: (error: unknown) => void) {
    this.#file = file;
    this.#onUnwritten = onUnwritten;
    const profile = parseProfile(trainingProfile);
    if (!profile.ok)
      throw new Error(`training profile, ${profile.error.field}: ${profile.error.message}`);
    const fresh = {
      profile: profile.value,
      now,
      rnd: () => Math.floor(Math.random() * 16),
      keep: () => this.#writeSoon(),
    };
    // A file somebody changed, or one with keys that do not open: training starts afresh.
    const state = readState(file, profile.value.moduleId);
    const memory = state.ok ? state.value : null;
    this.#module = remembering(fresh, memory) ?? new EmulatedModule(fresh);
  }

  openLink(): Link {
    return new InProcessLink(this.#module);
  }

  close(): void {
    if (this.#writing) this.#write();
  }

  #writeSoon(): void {
    this.#writing ??= setTimeout(() => this.#write(), WRITE_AFTER_MS).unref();
  }

  #write(): void {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    try {
      writeState(this.#file, this.#module.memory, false);
    } catch (error) {
      // A training counter that is not kept is no reason to end the till.
      this.#onUnwritten(error);
    }
  }
}

/** The module as it was; null where there is nothing to remember, or it makes no sense. */
function remembering(
  fresh: EmulatedModuleOptions,
  memory: MemoryContent | null,
): EmulatedModule | null {
  if (!memory) return null;
  try {
    return new EmulatedModule({ ...fresh, memory });
  } catch {
    return null;
  }
}
