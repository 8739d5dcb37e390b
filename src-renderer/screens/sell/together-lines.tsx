import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quote } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { QuoteGets, QuoteLines } from '../../components/quote-lines.tsx';
import { grouped } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { inOrder, isUnderWay, type Line, useSell } from '../../stores/sell.ts';
import { changeLine, removeLine } from './together.ts';

interface TogetherLinesProps {
  /** The meter whose amount is typed, and its price. */
  meter: Meter;
  quote: Quote | null;
}

/** The meters of a payment: each with its price, the one that is typed with all of its lines. */
export default function TogetherLines({ meter, quote }: TogetherLinesProps) {
  const { t } = useTranslation();
  const store = useSell();
  const busy = isUnderWay(store.attempt);
  const lines = inOrder<Line | null>(store, store.lines, null);
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (quote) showInBox(current.current);
  }, [quote]);
  return (
    <ol aria-label={t('together.meters')}>
      {lines.map((line) =>
        line === null ? (
          <li
            key={meter.id}
            ref={current}
            aria-current="true"
            className="border-b border-line py-2"
          >
            <p className="font-semibold">
              <span className="digits">{grouped(meter.drn)}</span>
            </p>
            {quote ? (
              <>
                <QuoteLines quote={quote} />
                <dl className="figures">
                  <QuoteGets quote={quote} />
                </dl>
              </>
            ) : (
              <p className="py-2 text-soft">{t('quote.none')}</p>
            )}
          </li>
        ) : (
          <Other key={line.meter.id} line={line} than={meter} disabled={busy} />
        ),
      )}
    </ol>
  );
}

/** Scrolls the box that a line is in, where that is too small for all of them, and nothing around it. */
function showInBox(line: HTMLElement | null): void {
  const box = line?.closest('section');
  if (!line || !box) return;
  box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

interface OtherProps {
  line: Line;
  /** The meter whose amount is typed: its customer need not be named again. */
  than: Meter;
  disabled: boolean;
}

/** One that waits: pressed, it is typed again. */
function Other({ line, than, disabled }: OtherProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { meter, quote } = line;
  const number = grouped(meter.drn);
  const facts = [
    meter.customerId === than.customerId ? '' : meter.customerName || t('meter.nameless'),
    quote === null ? '' : `${format.units(quote.steps)} ${unitSymbol(meter.resource)}`,
  ].filter((fact) => fact !== '');
  return (
    <li className="flex items-stretch border-b border-line">
      <button
        type="button"
        disabled={disabled}
        onClick={() => void changeLine(meter.id)}
        className="-ml-1 flex min-h-12 min-w-0 flex-1 items-center justify-between gap-3 rounded-md px-1 py-1 text-left hover:bg-raised"
      >
        <span className="min-w-0">
          <span className="sr-only">{t('together.change')} </span>
          <span className="digits block text-[0.9375rem]">{number}</span>
          {facts.length > 0 && (
            <span className="figures block truncate text-[0.8125rem] text-soft">
              {facts.join(' \u00b7 ')}
            </span>
          )}
        </span>
        <span className="figures font-semibold whitespace-nowrap">
          {quote && format.money(quote.paid)}
        </span>
      </button>
      <button
        type="button"
        disabled={disabled}
        aria-label={t('together.take-out', { number })}
        title={t('together.take-out', { number })}
        onClick={() => removeLine(meter.id)}
        className="grid w-11 shrink-0 place-items-center rounded-md text-soft hover:bg-raised hover:text-ink"
      >
        <X aria-hidden="true" className="size-5" />
      </button>
    </li>
  );
}
