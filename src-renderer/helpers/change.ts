/**
 * What is given back, in minor units; negative while the cash does not cover the price. Plain
 * arithmetic on a price the till has named: nothing is priced here.
 */
export function changeDue(cash: number, paid: number): number {
  return cash - paid;
}

/**
 * Round sums a customer is likely to hand over for a price, smallest first, at most `count`. Notes come
 * in 1, 2 and 5 times a power of ten in every currency, so the next multiples above the price are asked
 * for. Amounts in minor units.
 */
export function likelyCash(paid: number, currencyDigits: number, count = 3): number[] {
  const unit = 10 ** currencyDigits;
  const scale = Math.max(unit, 10 ** Math.floor(Math.log10(Math.max(paid, 1))));
  const likely = new Set<number>();
  for (const power of [scale / 10, scale, scale * 10]) {
    for (const step of [1, 2, 5]) {
      const note = power * step;
      if (note < unit) continue;
      const sum = Math.ceil(paid / note) * note;
      if (sum > paid) likely.add(sum);
    }
  }
  return [...likely].sort((a, b) => a - b).slice(0, count);
}
