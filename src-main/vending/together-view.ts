import type { Sale } from '../../src-shared/contract/shapes.ts';
import type { TogetherSold } from '../../src-shared/contract/together-shapes.ts';
import type { Translate } from '../messages.ts';

/** What became of all that was paid for together, with the sentence for whoever has the money in hand. */
export function togetherView(sales: Sale[], t: Translate): TogetherSold {
  const issued = sales.filter(({ state }) => state === 'issued');
  const refused = sales.filter(({ state }) => state === 'refused');
  const open = sales.filter((sale) => !issued.includes(sale) && !refused.includes(sale));
  const giveBack = refused.reduce((sum, sale) => sum + receivedFor(sale), 0);
  const sentences: string[] = [];
  const facts = { sold: issued.length, of: sales.length, paid: paidFor(issued) };
  sentences.push(
    issued.length === sales.length
      ? t('together.sold-all', facts)
      : issued.length === 0
        ? t('together.sold-none')
        : t('together.sold-some', facts),
  );
  if (refused.length > 0) {
    const meters = metersOf(refused);
    sentences.push(
      giveBack > 0
        ? t('together.give-back', { meters, giveBack })
        : t('together.not-received', { meters }),
    );
  }
  if (open.length > 0) sentences.push(t('together.unfinished', { meters: metersOf(open) }));
  return {
    sales,
    paid: paidFor([...issued, ...open]),
    giveBack,
    sentence: sentences.join(' '),
  };
}

function paidFor(sales: readonly Sale[]): number {
  return sales.reduce((sum, { quote }) => sum + quote.paid, 0);
}

/** What went on account was never received, and is not handed back. */
function receivedFor({ payments }: Sale): number {
  return payments
    .filter(({ kind }) => kind !== 'account')
    .reduce((sum, { amount }) => sum + amount, 0);
}

function metersOf(sales: readonly Sale[]): string {
  return sales.map(({ drn }) => drn).join(', ');
}
