/** One request, and what is made of its answer. */
export interface Question<Answer> {
  readonly command: string;
  readonly payload: string;
  /** Carrying it out spends a transaction, or must for another reason not be done twice. */
  readonly spends: boolean;
  /**
   * Its answer is the same for one request and the next (`SM!CI00`). So that no answer to an earlier
   * one is taken for it, the line is brought in step before it is sent.
   */
  readonly alike?: boolean;
  /** Called when the request has been handed to the link for the first time. Must not throw. */
  readonly onSent?: (() => void) | undefined;
  /** Reads the payload of a response with status 00; a PtvdError becomes a ModuleGarbled. */
  readonly read: (payload: string) => Answer;
  /**
   * After trouble on the line: a question that spends nothing, and whether its answer shows that the
   * response (its payload is given) belongs to this request. Null where there is none.
   */
  readonly confirm?: (payload: string) => Question<boolean> | null;
}
