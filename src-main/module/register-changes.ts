/**
 * Whether what was read of the key registers still holds. A token is asked for by the number of its
 * register: while keys are loaded, and until the module was read from a moment behind that, nobody knows
 * which key a number stands for.
 */
export class RegisterChanges {
  #underWay = 0;
  #ended = 0;
  /** How many changes had ended when the reading began that was taken last. */
  #read = 0;

  get areKnown(): boolean {
    return this.#underWay === 0 && this.#read === this.#ended;
  }

  begin(): void {
    this.#underWay += 1;
  }

  /** However the change went. */
  end(): void {
    this.#underWay -= 1;
    this.#ended += 1;
  }

  /** A reading of the registers begins; the function it answers takes it, once it is whole. */
  reading(): () => void {
    const ended = this.#ended;
    return () => {
      this.#read = ended;
    };
  }
}
