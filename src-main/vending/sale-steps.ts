/**
 * The steps of a sale by name, and those of taking one up again after the till stopped. Whoever wants to
 * know how far a sale is can listen; the fault harness ends the program at each of them (docs/faults.md).
 */
export const SALE_STEPS = [
  /** What it costs. `at`: the meter and its tariff have been read. */
  'price',
  /** The commit that opens it and takes its TID. `at`: inside, all but the COMMIT. */
  'reserve',
  /** The module. `at`: the request has left, and there is no answer. */
  'ask',
  /** The commit that closes it with its token. `at`: inside, all but the COMMIT. */
  'issue',
  /** The slip. `at`: the printer is being sent to. */
  'print',
  /** The answer to the screen. `at`: it is made; `after` is the shell's, once it has been handed on. */
  'tell',
] as const;

export const TAKE_UP_STEPS = [
  /** Writing down what was left open. `at`: inside its commit. */
  'find',
  /** Asking the module for its last answer. `at`: the request has left. */
  'recall',
  /** Asking whose token that is. `at`: the request has left. */
  'verify',
  /** The commit that closes a sale with the token the module still had. `at`: inside. */
  'keep',
  /** The commit that writes down that a sale is asked for again. `at`: inside. */
  'note',
  /** The module, again under the same TID. `at`: the request has left. */
  'ask-again',
  /** The commit that closes it with that token. `at`: inside. */
  'issue-again',
  /** What became of it, for whoever is at the till. `at`: the sale was shown, the sentence was not. */
  'report',
] as const;

export type SaleStep = (typeof SALE_STEPS)[number] | (typeof TAKE_UP_STEPS)[number];

export const PHASES = ['before', 'at', 'after'] as const;
export type StepPhase = (typeof PHASES)[number];

/** Hears of each step as it happens, in the middle of it. Must not throw. */
export type OnStep = (step: SaleStep, phase: StepPhase) => void;
