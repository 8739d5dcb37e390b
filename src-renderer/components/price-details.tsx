import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Quote } from '../../src-shared/contract/pricing-shapes.ts';
import { QuoteLines } from './quote-lines.tsx';

interface PriceDetailsProps {
  quote: Quote;
  className?: string;
}

/** What was paid for, line by line, for whoever wants to know. */
export function PriceDetails({ quote, className = '' }: PriceDetailsProps) {
  const { t } = useTranslation();
  // What was given without a price has no lines.
  if (quote.lines.length === 0) return null;
  return (
    <details className={`group ${className}`}>
      <summary className="flex min-h-11 list-none items-center gap-1 font-medium text-soft hover:text-ink">
        <ChevronRight
          aria-hidden="true"
          className="size-5 transition-transform group-open:rotate-90"
        />
        {t('quote.lines')}
      </summary>
      <QuoteLines quote={quote} />
    </details>
  );
}
