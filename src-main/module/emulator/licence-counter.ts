import { isOver, MOST_TRANSACTIONS, readLicence } from './licence.ts';
import type { MemoryContent } from './memory.ts';
import { Refusal, STATUS } from './status.ts';

/** What the counter says while nothing is counted. */
const UNLIMITED = 0xffff_ffff;

type Counter = Pick<MemoryContent, 'transactions' | 'expires' | 'unlimitedUntil'>;

function isUnlimited({ unlimitedUntil }: Counter, now: Date): boolean {
  return unlimitedUntil !== null && !isOver(unlimitedUntil, now);
}

/** The transaction counter; 0 once the licence is over, though what was left is not lost. */
export function transactionsLeft(counter: Counter, now: Date): number {
  if (isUnlimited(counter, now)) return UNLIMITED;
  const { expires, transactions } = counter;
  return expires !== null && isOver(expires, now) ? 0 : transactions;
}

/** The counter after one more transaction. Throws 31 where none is left. */
export function withOneSpent(counter: Counter, now: Date): Pick<Counter, 'transactions'> {
  const { transactions } = counter;
  if (isUnlimited(counter, now)) return { transactions };
  if (transactionsLeft(counter, now) <= 0) throw new Refusal(STATUS.insufficientCreditBalance);
  return { transactions: transactions - 1 };
}

/**
 * The memory after `SM?CI` with this certificate. Throws a {@link Refusal}: 02 and 77 as
 * {@link readLicence} does, 33 for another module, 87 where it was loaded before, EE where it is over.
 */
export function withLicence(
  memory: MemoryContent,
  certificate: string,
  now: Date,
): Pick<MemoryContent, 'transactions' | 'expires' | 'unlimitedUntil' | 'licences'> {
  const { licenceId, moduleId, expires, transactions } = readLicence(certificate);
  if (moduleId !== memory.moduleId) throw new Refusal(STATUS.invalidSecurityModuleId);
  if (memory.licences.includes(licenceId)) throw new Refusal(STATUS.invalidInstruction);
  if (isOver(expires, now)) throw new Refusal(STATUS.extendedError, 'LICENCE EXPIRED');
  return {
    transactions: Math.min(memory.transactions + (transactions ?? 0), MOST_TRANSACTIONS),
    expires,
    unlimitedUntil: transactions === null ? expires : memory.unlimitedUntil,
    licences: [...memory.licences, licenceId],
  };
}
