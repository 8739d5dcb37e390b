import type { LoadProblem } from '../ledger/licences.ts';
import { type ModuleError, ModuleRefused } from '../module/security-module.ts';

/** Statuses of the key commands with a sentence about key files; the others share one. */
const EXPLAINED: ReadonlySet<string> = new Set(['26', '27', '28', '49', '77', '94', 'EE']);
/** Nothing of the file can be taken: a step is missing, or its maker is not the one trusted. */
const HOPELESS: ReadonlySet<string> = new Set(['26', '77']);

/** Why a key was not loaded, in the catalogue's terms. */
export function keyProblem(error: ModuleError): LoadProblem {
  if (!(error instanceof ModuleRefused)) return { code: NO_ANSWER, detail: {} };
  const { status, text } = error;
  const code = EXPLAINED.has(status) ? `key-file.status.${status}` : 'key-file.status.other';
  return { code, detail: { status, text } };
}

/** Whether the keys behind this one need not be tried. */
export function endsLoading({ code, detail }: LoadProblem): boolean {
  return code === NO_ANSWER || HOPELESS.has(String(detail.status));
}

const NO_ANSWER = 'key-file.no-answer';
