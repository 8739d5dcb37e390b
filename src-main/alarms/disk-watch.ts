import { statfs } from 'node:fs/promises';

/** How much room there is where a folder is, in bytes. */
export type FreeBytes = (folder: string) => Promise<number>;

/** What whoever runs the till may still fill. */
export const systemFreeBytes: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

export interface DiskWatchParts {
  readonly freeBytes: () => Promise<number>;
  /** On the clock that nobody sets, in milliseconds. */
  readonly monotonic: () => number;
  /** What is known is another number than before. */
  readonly onRead: () => void;
}

/** A disk on the network may take its time to answer. */
const PAUSE_MS = 60_000;

/** How much room the disk has: read at most once a minute, and never while anybody waits. */
export class DiskWatch {
  readonly #parts: DiskWatchParts;
  #free: number | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading = false;

  constructor(parts: DiskWatchParts) {
    this.#parts = parts;
  }

  /** Bytes, as last read; null where that is not known. */
  get free(): number | null {
    return this.#free;
  }

  /** Reads it anew beside what else is done, where that is due. */
  look(): void {
    const now = this.#parts.monotonic();
    if (this.#reading || now - this.#readAt < PAUSE_MS) return;
    this.#readAt = now;
    void this.#read();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    // A file system that does not say how full it is raises no alarm.
    const free = await this.#parts.freeBytes().catch(() => null);
    this.#reading = false;
    if (free === this.#free) return;
    this.#free = free;
    this.#parts.onRead();
  }
}
