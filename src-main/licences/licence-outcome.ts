import type { LicenceRecord, LoadProblem } from '../ledger/licences.ts';
import {
  type ModuleError,
  ModuleRefused,
  UNLIMITED_TRANSACTIONS,
} from '../module/security-module.ts';

/** Statuses of `SM?CI` with a sentence about licences; the others share one. */
const EXPLAINED: ReadonlySet<string> = new Set(['02', '33', '77', '87']);
/** INVALID_INSTRUCTION: it has been loaded before. */
const ALREADY_LOADED = '87';

/** Why a module refused a licence, in the catalogue's terms. */
export function licenceProblem({ status, text }: ModuleRefused): LoadProblem {
  if (status === 'EE') {
    const code = /EXPIRED/iu.test(text) ? 'licence.expired-for-module' : 'licence.status.EE';
    return { code, detail: { status, text } };
  }
  const code = EXPLAINED.has(status) ? `licence.status.${status}` : 'licence.status.other';
  return { code, detail: { status } };
}

/** Whether the module says that it has this licence already. */
export function saysLoaded(error: ModuleError | null): boolean {
  return error instanceof ModuleRefused && error.status === ALREADY_LOADED;
}

/** What the counter would say had nothing been sold since the licence was sent. */
export function counterThen(
  record: Pick<LicenceRecord, 'soldBefore'>,
  transactionsLeft: number,
  sold: number,
): number {
  if (transactionsLeft >= UNLIMITED_TRANSACTIONS) return UNLIMITED_TRANSACTIONS;
  return transactionsLeft + Math.max(0, sold - record.soldBefore);
}

/**
 * Whether the module took a licence, by what its counter said before and (by {@link counterThen})
 * says since. Nothing but a licence makes the counter rise. Null where it cannot tell: while an
 * unlimited licence runs, where a licence may add nothing, or where less is left than there was, since
 * then somebody else has spent, perhaps as much as the licence brought.
 */
export function wasTaken(
  record: Pick<LicenceRecord, 'counterBefore' | 'transactions' | 'unlimited'>,
  since: number,
): boolean | null {
  if (record.counterBefore >= UNLIMITED_TRANSACTIONS) return null;
  if (since > record.counterBefore) return true;
  if (since < record.counterBefore) return null;
  return record.unlimited || (record.transactions ?? 0) > 0 ? false : null;
}
