/** One request, and what is made of its answer. */
export interface Question<Answer> {
  readonly command: string;
  readonly payload: string;
  /** Carrying it out spends a transaction, so it must not be carried out twice. */
  readonly spends: boolean;
  /** Reads the payload of a response with status 00; a PtvdError becomes a ModuleGarbled. */
  readonly read: (payload: string) => Answer;
  /**
   * After trouble on the line: a question that spends nothing, and whether its answer shows that the
   * response (its payload is given) belongs to this request. Null where there is none.
   */
  readonly confirm?: (payload: string) => Question<boolean> | null;
}
