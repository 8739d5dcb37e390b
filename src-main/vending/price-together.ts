import type { Wanted } from '../../src-shared/contract/together-shapes.ts';
import { type Debts, takenOf } from '../ledger/debts.ts';
import { forMeter } from './at-meter.ts';
import { type Priced, type PriceParts, priceOf } from './price.ts';

/**
 * What several meters cost at a moment, in their order. A debt is the customer's and not the meter's, so
 * each is priced as if those before it were sold: what they take is owed no more, and counts in the month.
 * Nothing is written.
 *
 * @throws Refusal as {@link priceOf} does, with the meter it is about
 */
export function pricesTogether(parts: PriceParts, lines: readonly Wanted[], now: Date): Priced[] {
  const taken = new Map<number, number>();
  const left = { ...parts, debts: afterTaking(parts.debts, taken) };
  return lines.map(({ meterId, ask }) => {
    const priced = forMeter(parts, meterId, () => priceOf(left, meterId, ask, now));
    for (const { debtId, amount } of takenOf(priced.quote.lines)) {
      taken.set(debtId, (taken.get(debtId) ?? 0) + amount);
    }
    return priced;
  });
}

/** The debts as they are once so much of each is taken. */
function afterTaking(
  debts: PriceParts['debts'],
  taken: ReadonlyMap<number, number>,
): Pick<Debts, 'open'> {
  return {
    open: (customerId, now) =>
      debts.open(customerId, now).flatMap((debt) => {
        const already = taken.get(debt.debtId) ?? 0;
        const balance = debt.balance - already;
        const takenThisMonth = debt.takenThisMonth + already;
        return balance > 0 ? [{ ...debt, balance, takenThisMonth }] : [];
      }),
  };
}
