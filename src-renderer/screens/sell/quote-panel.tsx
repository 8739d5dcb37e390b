import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quote } from '../../../src-shared/contract/pricing-shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { Card } from '../../components/card.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { readDecimal } from '../../helpers/decimal.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useSell } from '../../stores/sell.ts';
import { CashBox } from './cash-box.tsx';
import { PaymentChoice } from './payment-choice.tsx';
import { SaleProgress } from './sale-progress.tsx';
import { amountDecimals, confirmPrice, sell } from './selling.ts';

const SplitBox = lazy(() => import('./split-box.tsx'));

/** The price, line by line, and the button that sells. Nothing is charged before it is pressed. */
export function QuotePanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const { attempt, quoted, by, amountText, payment } = useSell();
  const button = useRef<HTMLButtonElement>(null);
  const phase = attempt?.phase ?? null;
  const quote = attempt?.quote ?? quoted?.value ?? null;
  const amount = readDecimal(amountText, amountDecimals(by));
  const current =
    amount.ok && quoted?.ask.by === by && quoted.ask.amount === amount.value && phase === null;

  useEffect(() => {
    if (phase === 'armed') button.current?.focus();
  }, [phase]);

  const toSell = () => {
    if (phase === 'armed') button.current?.focus();
    else void confirmPrice();
  };

  return (
    <Card aria-label={t('quote.name')} className="flex flex-col self-start p-5 short:p-4">
      {quote ? (
        <QuoteLines quote={quote} stale={!current && phase === null} />
      ) : (
        <p className="py-6 text-center text-soft">{t('quote.none')}</p>
      )}
      {phase !== 'unknown' && <PaymentChoice onChosen={() => button.current?.focus()} />}
      {quote && phase !== 'unknown' && payment === 'cash' && (
        <div className="mt-3">
          <CashBox paid={quote.paid} onEnter={toSell} />
        </div>
      )}
      {quote && phase !== 'unknown' && payment === 'mixed' && (
        <Suspense fallback={null}>
          <SplitBox paid={quote.paid} onEnter={toSell} />
        </Suspense>
      )}
      {/* In view however much there is to pay for, and in how many parts. */}
      <div className="sticky bottom-0 z-1 -mx-5 mt-1 bg-surface px-5 pt-3 pb-1 short:-mx-4 short:px-4">
        <button
          ref={button}
          type="button"
          data-swipe="elsewhere"
          disabled={!current && phase !== 'armed'}
          aria-describedby={phase === 'armed' ? 'sell-check' : undefined}
          onClick={() => void sell()}
          // A key held down since the amount must not sell.
          onKeyDown={(event) => {
            if (event.repeat) event.preventDefault();
          }}
          className="flex min-h-16 w-full short:min-h-14 items-center justify-center gap-3 rounded-xl bg-accent px-4 text-xl font-semibold text-accent-ink hover:bg-accent-strong disabled:bg-line disabled:text-soft"
        >
          <span className="figures">
            {phase !== null && phase !== 'armed'
              ? t('quote.selling')
              : quote
                ? t('quote.sell-for', { amount: format.money(quote.paid) })
                : t('quote.sell')}
          </span>
          <KeyCap of="Enter" plain />
        </button>
      </div>
      {phase === 'armed' && (
        <p id="sell-check" role="status" className="mt-2 text-center text-sm text-soft">
          {t('quote.check')}
        </p>
      )}
      {phase !== null && phase !== 'armed' && <SaleProgress phase={phase} />}
    </Card>
  );
}

function QuoteLines({ quote, stale }: { quote: Quote; stale: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={`figures ${stale ? 'opacity-60' : ''}`}>
      {quote.lines.map((line) => (
        <Line
          key={JSON.stringify(line)}
          label={line.name || t(`quote.kinds.${line.kind}`)}
          detail={
            line.steps !== null && line.price !== null
              ? t('quote.at', { units: format.units(line.steps), price: format.price(line.price) })
              : ''
          }
          value={format.money(line.amount)}
        />
      ))}
      <div className="flex items-baseline justify-between gap-4 border-b border-line py-2.5 font-semibold short:py-1.5">
        <dt>{t('quote.paid')}</dt>
        <dd className="text-lg">{format.money(quote.paid)}</dd>
      </div>
      <div className="flex items-baseline justify-between gap-4 pt-3 short:pt-1.5">
        <dt className="font-semibold">{t('quote.gets')}</dt>
        <dd className="text-[1.75rem] leading-tight font-semibold tracking-tight whitespace-nowrap text-accent">
          {format.units(quote.steps)} {unitSymbol(quote.resource)}
        </dd>
      </div>
    </dl>
  );
}

function Line({ label, detail = '', value }: { label: string; detail?: string; value: string }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line py-2 short:py-1.5">
      <dt>
        {label} <span className="ml-1 text-[0.8125rem] text-soft">{detail}</span>
      </dt>
      <dd className="whitespace-nowrap">{value}</dd>
    </div>
  );
}
