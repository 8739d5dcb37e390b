import type { LicenceLoad } from '../../src-shared/contract/licence-shapes.ts';
import type { LicenceRecord } from '../ledger/licences.ts';
import type { Messages } from '../messages.ts';
import { UNLIMITED_TRANSACTIONS } from '../module/security-module.ts';

/** A licence of the history as the screen gets it. */
export function licenceView(record: LicenceRecord, messages: Messages): LicenceLoad {
  const { problem } = record;
  return {
    id: record.id,
    state: record.state,
    at: record.askedAt.toISOString(),
    operatorName: record.operatorName,
    moduleId: record.moduleId,
    digest: record.digest,
    licenceId: record.licenceId,
    transactions: record.transactions,
    unlimited: record.unlimited,
    expiresOn: record.expiresOn,
    warrantyUntil: record.warrantyUntil,
    renewalMonth: record.renewalMonth,
    counterBefore: record.counterBefore,
    counterAfter: record.counterAfter,
    reissued: reissued(record),
    problem: problem ? messages.failure(problem.code, problem.detail) : null,
  };
}

/** What the counter rose by beyond the licence's own transactions: the remainder that came back. */
function reissued({ state, transactions, ...counter }: LicenceRecord): number | null {
  const { counterBefore: before, counterAfter: after } = counter;
  if (state !== 'loaded' || transactions === null || after === null) return null;
  if (before >= UNLIMITED_TRANSACTIONS || after >= UNLIMITED_TRANSACTIONS) return null;
  const rest = after - before - transactions;
  return rest < 0 ? null : rest;
}
