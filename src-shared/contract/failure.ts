/**
 * What the screen is told when something could not be done. `message` says what happened and what was
 * done with the money, `hint` what to do next, both in the shop's language; `code` is for the help desk.
 */
export interface Failure {
  /** Dotted and stable, e.g. `module.status.31`; a key of the message catalogue under `errors`. */
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Facts the screen may use, e.g. the position of the wrong digit. Never a secret. */
  readonly detail: Readonly<Record<string, string | number>>;
}

/** What `dispatch` answers, on both transports. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure };
