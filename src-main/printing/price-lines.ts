import type { QuoteLine } from '../../src-shared/contract/pricing-shapes.ts';
import type { Sale } from '../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../src-shared/resource.ts';
import type { Translate } from '../messages.ts';
import type { SlipFormat } from './format.ts';

/** A line of a slip: what it is for, and the amount. */
export type PriceLine = readonly [label: string, amount: string];

/** What a sale's price is made of, and after each debt what is left of it. */
export function priceLines({ quote }: Sale, format: SlipFormat, t: Translate): PriceLine[] {
  const unit = unitSymbol(quote.resource);
  return quote.lines.flatMap((line): PriceLine[] => {
    const first = [labelOf(line), format.money(line.amount)] as const;
    return line.kind === 'debt' && line.left !== null
      ? [first, [t('receipt.debtLeft'), format.money(line.left)]]
      : [first];
  });

  function labelOf(line: QuoteLine): string {
    const units = `${format.energy(line.steps ?? 0)} ${unit}`;
    switch (line.kind) {
      case 'energy':
        return line.price === null
          ? units
          : `${units} ${t('receipt.at')} ${format.price(line.price)}`;
      case 'free-units':
        return `${t('receipt.freeUnits')} ${units}`;
      case 'service-fee':
        return t('receipt.serviceFee');
      case 'fixed-charge': {
        const name = line.name || t('receipt.fixedCharge');
        const { periods, every } = line;
        if (periods === null || periods < 2) return name;
        // Of a line from before it was kept, its name says whether days or months.
        if (every === null) return `${name} x ${periods}`;
        return `${name}, ${t(`receipt.periods.${every}`, { count: periods })}`;
      }
      case 'debt':
        return line.name || t('receipt.debt');
      case 'tax': {
        const rate = line.basisPoints === null ? [] : [format.percent(line.basisPoints)];
        const where = quote.pricesIncludeTax ? [t('receipt.taxIncluded')] : [];
        return [line.name || t('receipt.tax'), ...rate, ...where].join(' ');
      }
    }
  }
}
