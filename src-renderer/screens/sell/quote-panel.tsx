import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { Quote } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { Card } from '../../components/card.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuoteLines, QuoteTotals } from '../../components/quote-lines.tsx';
import { ScrollLines } from '../../components/scroll-lines.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { type SellStore, useSell } from '../../stores/sell.ts';
import { CashBox } from './cash-box.tsx';
import { PaymentChoice } from './payment-choice.tsx';
import { askOf } from './quoting.ts';
import { SaleProgress } from './sale-progress.tsx';
import { confirmPrice, sell } from './selling.ts';

const SplitBox = lazy(() => import('./split-box.tsx'));
const TogetherLines = lazy(() => import('./together-lines.tsx'));

/** The price that stands there, what all of it comes to, and whether it is of what stands in the field. */
function priceShown({ attempt, quoted, by, amountText, payment, lines, place }: SellStore) {
  const phase = attempt?.phase ?? null;
  const quote = attempt?.lines[place]?.quote ?? quoted?.value ?? null;
  const paid = quote && totalOf([quote, ...lines.map((line) => line.quote)]);
  const typed = askOf({ by, amountText });
  const current =
    paid !== null &&
    typed !== null &&
    quoted?.ask.by === typed.by &&
    quoted.ask.amount === typed.amount &&
    phase === null;
  return { phase, quote, paid, current, payment, lines };
}

/** Between two keys a price is old for a moment that nobody is to see flicker. */
const MOMENT_MS = 120;

/** True once it has been true for more than a moment. */
function useLasting(now: boolean): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    const turning = setTimeout(() => setLasted(now), now ? MOMENT_MS : 0);
    return () => clearTimeout(turning);
  }, [now]);
  return now && lasted;
}

/** The price, line by line, and the button that sells. Nothing is charged before it is pressed. */
export function QuotePanel({ meter }: { meter: Meter }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { phase, quote, paid, current, payment, lines } = useSell(useShallow(priceShown));
  const button = useRef<HTMLButtonElement>(null);
  const isOld = useLasting(!current && phase === null);
  const old = isOld ? 'opacity-60' : '';
  const isOff = isOld || paid === null || (phase !== null && phase !== 'armed');
  const looksOff = isOff ? 'disabled:bg-line disabled:text-soft' : '';
  const toButton = useCallback(() => button.current?.focus(), []);

  useEffect(() => {
    if (phase === 'armed') button.current?.focus();
  }, [phase]);

  const toSell = () => {
    if (phase === 'armed') button.current?.focus();
    else void confirmPrice();
  };

  return (
    <Card
      aria-label={t('quote.name')}
      className="flex flex-col self-start p-5 lg:max-h-full lg:overflow-y-auto short:p-4"
    >
      {lines.length > 0 ? (
        <Suspense fallback={null}>
          <ScrollLines label={t('quote.lines')} className={`min-h-44 short:min-h-32 ${old}`}>
            <TogetherLines meter={meter} quote={quote} />
          </ScrollLines>
          <p className={`figures flex shrink-0 justify-between gap-4 pt-2.5 font-semibold ${old}`}>
            {t('together.total', { meters: lines.length + 1 })}
            <span className="text-lg">{paid === null ? '' : format.money(paid)}</span>
          </p>
        </Suspense>
      ) : quote ? (
        <>
          <ScrollLines
            label={t('quote.lines')}
            // On a small screen the parts of a payment need the room.
            className={`${old} ${payment === 'mixed' ? 'short:hidden' : ''}`}
          >
            <QuoteLines quote={quote} />
          </ScrollLines>
          <div className={`shrink-0 ${old}`}>
            <QuoteTotals quote={quote} />
          </div>
        </>
      ) : (
        <p className="py-6 text-center text-soft">{t('quote.none')}</p>
      )}
      {phase !== 'unknown' && <PaymentChoice onChosen={toButton} />}
      {paid !== null && phase !== 'unknown' && payment === 'cash' && (
        <div className="mt-3">
          <CashBox paid={paid} onEnter={toSell} />
        </div>
      )}
      {paid !== null && phase !== 'unknown' && payment === 'mixed' && (
        <Suspense fallback={null}>
          <SplitBox paid={paid} onEnter={toSell} />
        </Suspense>
      )}
      {/* In view however much there is to pay for, and in how many parts. */}
      <div className="sticky -bottom-5 z-1 -mx-5 mt-1 -mb-5 bg-surface px-5 pt-3 pb-5 short:-bottom-4 short:-mx-4 short:-mb-4 short:px-4 short:pb-4">
        <button
          ref={button}
          type="button"
          disabled={!current && phase !== 'armed'}
          aria-describedby={phase === 'armed' ? 'sell-check' : undefined}
          onClick={() => void sell()}
          // A key held down since the amount must not sell.
          onKeyDown={(event) => {
            if (event.repeat) event.preventDefault();
          }}
          className={`flex min-h-16 w-full short:min-h-14 items-center justify-center gap-3 rounded-xl bg-accent px-4 text-xl font-semibold text-accent-ink hover:bg-accent-strong ${looksOff}`}
        >
          <span className="figures">
            {phase !== null && phase !== 'armed'
              ? t('quote.selling')
              : paid !== null
                ? t('quote.sell-for', { amount: format.money(paid) })
                : t('quote.sell')}
          </span>
          <KeyCap of="Enter" plain />
        </button>
        {phase === 'armed' && (
          <p id="sell-check" role="status" className="mt-2 text-center text-sm text-soft">
            {t('quote.check')}
          </p>
        )}
        {phase !== null && phase !== 'armed' && <SaleProgress phase={phase} />}
      </div>
    </Card>
  );
}

/** What all of it comes to; null while something has no price. */
function totalOf(quotes: readonly (Quote | null)[]): number | null {
  let total = 0;
  for (const quote of quotes) {
    if (!quote) return null;
    total += quote.paid;
  }
  return total;
}
