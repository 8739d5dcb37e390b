/** Tell it often enough for a bar to move, and not for each row. */
const STEPS_OF_THE_BAR = 500;

/** Counts what was looked at and tells how far it is. */
export class Progress {
  #done = 0;
  #told = 0;
  readonly #of: number;
  readonly #tell: (done: number, of: number) => void;

  constructor(of: number, tell: (done: number, of: number) => void) {
    this.#of = Math.max(1, of);
    this.#tell = tell;
    tell(0, this.#of);
  }

  add(rows: number): void {
    this.#done += rows;
    if (this.#done - this.#told < this.#of / STEPS_OF_THE_BAR) return;
    this.#told = this.#done;
    // What was estimated may have been too little.
    this.#tell(Math.min(this.#done, this.#of), this.#of);
  }

  end(): void {
    this.#tell(this.#of, this.#of);
  }
}
