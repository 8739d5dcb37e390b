/** Characters that are carried of a pasted text: more than the till takes, which has a sentence for it. */
export const LONGEST_PASTE = 250_000;
