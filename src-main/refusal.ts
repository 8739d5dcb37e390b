/**
 * Something the till will not or cannot do, for a reason a person can act on. `code` is a key of the
 * message catalogue (`errors.<code>`), `detail` fills the sentence in. Never put a secret into it.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(
    code: string,
    detail: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(detail)}`, options);
    this.code = code;
    this.detail = detail;
  }
}
