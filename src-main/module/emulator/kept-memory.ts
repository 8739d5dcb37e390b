import { withEntry } from './audit-log.ts';
import type { MemoryContent } from './memory.ts';
import { Refusal, STATUS } from './status.ts';

/** Keeps a memory somewhere. Where it throws, the change has not happened. */
export type Keep = (content: MemoryContent) => void;

/** The memory of a running module: a change is kept, together with its log entry, before it is one. */
export class KeptMemory {
  readonly #keep: Keep;
  readonly #now: () => Date;
  #content: MemoryContent;

  constructor(start: MemoryContent, keep: Keep, now: () => Date) {
    this.#content = start;
    this.#keep = keep;
    this.#now = now;
  }

  get content(): MemoryContent {
    return this.#content;
  }

  /** What a command changes that is carried out. Throws 01, nothing changed, where it cannot be kept. */
  change(command: string, changed: Partial<MemoryContent>): void {
    try {
      this.#replace(command, STATUS.successful, changed);
    } catch {
      // What could not be kept has not been spent, so the token must not leave either.
      throw new Refusal(STATUS.deviceFailure);
    }
  }

  /** Leaves an entry in the log, where that is possible: nothing depends on it. */
  note(event: string, status: string, changed: Partial<MemoryContent> = {}): void {
    try {
      this.#replace(event, status, changed);
    } catch {
      // The same trouble stops the next command that spends, and that is where it is told.
    }
  }

  #replace(event: string, status: string, changed: Partial<MemoryContent>): void {
    const entry = withEntry(this.#content, this.#now(), event, status);
    const next = { ...this.#content, ...changed, ...entry };
    this.#keep(next);
    this.#content = next;
  }
}
