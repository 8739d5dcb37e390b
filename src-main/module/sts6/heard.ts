import {
  type ModuleError,
  ModuleGarbled,
  ModuleRefused,
  ModuleSilent,
  ModuleUnplugged,
} from '../security-module.ts';
import { decodeResponse, type Response } from './frame.ts';
import { LineLost } from './line.ts';

/** What listening for an answer came to. */
export type Heard =
  | { readonly kind: 'answer'; readonly text: string; readonly response: Response }
  /** Nothing more came within the time limit. */
  | { readonly kind: 'silence' }
  /** Bytes came that are no frame. */
  | { readonly kind: 'noise' }
  /** `GL!ER20`: a request arrived damaged. */
  | { readonly kind: 'not-understood' }
  /** `GL!ER` with another status. */
  | { readonly kind: 'error'; readonly status: string }
  /** The answer to the request before this one: `GL?RR` shows that this one never arrived. */
  | { readonly kind: 'not-reached' };

/** As many frames are kept as a module could send in a moment; more is chatter. */
const MOST_PASSED = 64;

/** What came before the answer to an echo. */
export interface Passed {
  readonly frames: { readonly text: string; readonly response: Response }[];
  noise: boolean;
}

/** Adds a frame to what was passed over; null where it cannot be read. */
export function pass(text: string, passed: Passed): Response | null {
  const response = decodeResponse(text);
  if ('problem' in response) {
    passed.noise = true;
    return null;
  }
  if (passed.frames.length < MOST_PASSED) passed.frames.push({ text, response });
  return response;
}

/** Turns a broken line into the error the till knows; other errors stay as they are. */
export function unplugged(error: unknown, spent: 'no' | 'perhaps'): unknown {
  return error instanceof LineLost ? new ModuleUnplugged(error.message, spent) : error;
}

/** What is reported when the retries are used up. `inDoubt`: the request may have been carried out. */
export function exhausted(
  command: string,
  heard: Exclude<Heard, { kind: 'answer' | 'error' }>,
  inDoubt: boolean,
  spent: 'no' | 'perhaps',
): ModuleError {
  if (heard.kind === 'noise') {
    return new ModuleGarbled(`${command}: only unreadable bytes came`, spent);
  }
  if (heard.kind === 'not-understood') {
    if (!inDoubt) return new ModuleRefused(command, '20');
    return new ModuleGarbled(`${command}: the request arrived damaged`, spent);
  }
  return new ModuleSilent(`${command}: the module does not answer`, spent);
}

/** Extended errors are text; some modules put it into a P field. */
export function extendedText(payload: string): string {
  return /^P([^~]*)~$/.exec(payload)?.[1] ?? payload;
}
