/** How many of the latest tokens are known again; no line keeps an answer back for longer. */
const TOKENS_KNOWN = 64;
/** How many tokens from trouble on are confirmed: answers may still be on their way. */
const TOKENS_IN_DOUBT = 2;

/** Remembers what makes it doubtful that an answer's token belongs to the request it came for. */
export class TokenDoubt {
  /** The latest answers that brought a token, and the requests they were for. */
  readonly #given = new Map<string, string>();
  #toConfirm = 0;
  #straysBefore = 0;

  /** Something went wrong on the line. */
  trouble(): void {
    this.#toConfirm = TOKENS_IN_DOUBT;
  }

  /** A token is about to be asked for; frames that came unasked since the last one are trouble too. */
  asking(strays: number): void {
    if (strays !== this.#straysBefore) this.trouble();
  }

  /** An answer to that has come. */
  answered(strays: number): void {
    this.#straysBefore = strays;
    if (this.#toConfirm > 0) this.#toConfirm -= 1;
  }

  /** Whether the next token has to be confirmed. */
  get exists(): boolean {
    return this.#toConfirm > 0;
  }

  /** Whether an answer was the answer to another request before. */
  isOfAnother(answer: string, request: string): boolean {
    const known = this.#given.get(answer);
    return known !== undefined && known !== request;
  }

  given(answer: string, request: string): void {
    this.#given.set(answer, request);
    const [oldest] = this.#given.keys();
    if (this.#given.size > TOKENS_KNOWN && oldest !== undefined) this.#given.delete(oldest);
  }
}
