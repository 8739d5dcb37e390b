import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Quote, QuoteLine } from '../../src-shared/contract/pricing-shapes.ts';
import { unitSymbol } from '../../src-shared/resource.ts';
import { placed } from '../helpers/placed.ts';
import type { Format } from '../i18n/format.ts';
import { useFormat } from '../i18n/use-format.ts';

/** What a price is made of, line by line, in the order the money is shared out. */
export function QuoteLines({ quote }: { quote: Quote }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className="figures">
      {placed(quote.lines).map(({ place, item }) => (
        <div
          key={place}
          className="flex items-baseline justify-between gap-4 border-b border-line py-2 short:py-1 short:text-sm"
        >
          <dt className="min-w-0">
            {nameOf(item, quote, t, format)}{' '}
            <span className="ml-1 text-[0.8125rem] text-soft">
              {detailOf(item, quote, t, format)}
            </span>
          </dt>
          <dd className="whitespace-nowrap">
            {item.kind === 'free-units' ? t('quote.free') : format.money(item.amount)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What all of it comes to, and what the customer gets for it. */
export function QuoteTotals({ quote }: { quote: Quote }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className="figures">
      <div className="flex items-baseline justify-between gap-4 border-b border-line py-2.5 font-semibold short:py-1.5">
        <dt>{t('quote.paid')}</dt>
        <dd className="text-lg">{format.money(quote.paid)}</dd>
      </div>
      <QuoteGets quote={quote} />
    </dl>
  );
}

/** What the customer gets: a part of a `dl`. */
export function QuoteGets({ quote }: { quote: Quote }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="flex items-baseline justify-between gap-4 pt-3 short:pt-1.5">
      <dt className="font-semibold">{t('quote.gets')}</dt>
      <dd className="text-[1.75rem] leading-tight font-semibold tracking-tight whitespace-nowrap text-accent">
        {format.units(quote.steps)} {unitSymbol(quote.resource)}
      </dd>
    </div>
  );
}

/** What the owner called it, or what it is where nobody named it. */
function nameOf(line: QuoteLine, quote: Quote, t: TFunction, format: Format): string {
  switch (line.kind) {
    case 'energy':
      return t(`quote.energy.${quote.resource}`);
    case 'free-units':
      return t('quote.free-units');
    case 'fixed-charge':
      return line.name || t('quote.fixed');
    case 'service-fee':
      return t('quote.service-fee');
    case 'debt':
      return line.name;
    case 'tax': {
      const rate = line.basisPoints === null ? '' : format.percent(line.basisPoints);
      return [line.name || t('quote.tax'), rate].join(' ').trim();
    }
  }
}

function detailOf(line: QuoteLine, quote: Quote, t: TFunction, format: Format): string {
  const units = () => `${format.units(line.steps ?? 0)} ${unitSymbol(quote.resource)}`;
  switch (line.kind) {
    case 'energy':
      return t('quote.at', { units: units(), price: format.price(line.price ?? 0) });
    case 'free-units':
      return units();
    case 'debt':
      return line.left === 0
        ? t('quote.paid-off')
        : t('quote.left', { amount: format.money(line.left ?? 0) });
    case 'fixed-charge': {
      const { periods, every } = line;
      if (periods === null || periods < 2) return '';
      // Of a line from before it was kept, its name says whether days or months.
      if (every === null) return `\u00d7 ${format.count(periods)}`;
      return t(`quote.periods.${every}`, { count: periods });
    }
    case 'tax':
      return quote.pricesIncludeTax ? t('quote.included') : '';
    case 'service-fee':
      return '';
  }
}
