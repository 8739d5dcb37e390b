import { Keyboard, Plus } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Keypad } from '../../components/keypad.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { writeDecimal } from '../../helpers/decimal.ts';
import { pressForAmount } from '../../helpers/keypad.ts';
import { useKeys } from '../../helpers/keys.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { toggleKeypad, useKeypad } from '../../stores/keypad.ts';
import { isUnderWay, useSell } from '../../stores/sell.ts';
import { GiveButton } from '../give/give-button.tsx';
import { CustomerHead } from './customer-head.tsx';
import { nextCustomer } from './find.ts';
import { hold } from './held.ts';
import { QuickAmounts } from './quick-amounts.tsx';
import { QuoteFailure } from './quote-failure.tsx';
import { QuotePanel } from './quote-panel.tsx';
import { amountDecimals } from './quoting.ts';
import { SaleFailure } from './sale-failure.tsx';
import { askBy, confirmPrice, disarm, typeAmount } from './selling.ts';
import { addAnother, hasRoom, removeLine } from './together.ts';

/** The customer is known: how much, and what it comes to. */
export function AmountStep({ meter }: { meter: Meter }) {
  const { t } = useTranslation();
  const format = useFormat();
  // Not the price: it comes after each key, and is shown elsewhere.
  const { by, amountText, amountProblem, attempt, saleFailure, quoteFailure, lines } = useSell(
    useShallow(({ by, amountText, amountProblem, attempt, saleFailure, quoteFailure, lines }) => ({
      ...{ by, amountText, amountProblem, attempt, saleFailure, quoteFailure, lines },
    })),
  );
  const unit = unitSymbol(meter.resource);
  const keypad = useKeypad((store) => store.shown);
  const input = useRef<HTMLInputElement>(null);
  const busy = isUnderWay(attempt);
  const armed = attempt?.phase === 'armed';
  const problem = amountProblem ? t(`amount.${amountProblem}`) : null;
  const toAmount = () => input.current?.focus();
  const another = useCallback(() => {
    input.current?.focus();
    void addAnother();
  }, []);

  // The cursor is in the amount at first, and comes back to it when a sale could not be made.
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (saleFailure) input.current?.focus();
  }, [saleFailure]);
  const toggleBy = () => {
    askBy(by === 'money' ? 'units' : 'money');
    toAmount();
    return true;
  };
  useKeys('screen', {
    Escape: () => {
      if (armed) {
        disarm();
        toAmount();
      } else if (lines.length > 0) removeLine(meter.id);
      else nextCustomer();
      return true;
    },
    F2: () => {
      toAmount();
      return true;
    },
    F6: toggleBy,
    'Alt+j': () => {
      another();
      return true;
    },
    'Alt+h': () => {
      void hold();
      return true;
    },
  });

  return (
    <div className="grid min-h-0 gap-4 lg:grid-cols-[minmax(0,1fr)_23.5rem] lg:grid-rows-[minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        {saleFailure && <SaleFailure failure={saleFailure} />}
        <Card aria-label={t('amount.customer')} className="p-5">
          <CustomerHead meter={meter} disabled={busy} />
          <div className="mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <label className="flex min-w-56 flex-1 items-baseline gap-2 rounded-xl border border-edge px-4 has-[input:focus]:border-accent has-[input:focus]:ring-3 has-[input:focus]:ring-accent-soft">
              <span className="sr-only">
                {by === 'money' ? t('amount.money') : t('amount.units', { unit })}
              </span>
              {by === 'money' && !format.symbolLast && <Sign text={format.symbol} />}
              <input
                ref={input}
                inputMode={keypad ? 'none' : 'decimal'}
                autoComplete="off"
                placeholder={writeDecimal(0, amountDecimals(by))}
                maxLength={20}
                value={amountText}
                disabled={busy}
                aria-invalid={problem !== null || quoteFailure !== null}
                aria-describedby="amount-about"
                onChange={(event) => typeAmount(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.repeat) return;
                  event.preventDefault();
                  void confirmPrice();
                }}
                className="figures min-h-16 w-full min-w-0 flex-1 bg-transparent text-[3.25rem] leading-none font-semibold tracking-tight outline-none placeholder:text-edge"
              />
              {by === 'money' && format.symbolLast && <Sign text={format.symbol} />}
              {by === 'units' && <Sign text={unit} />}
            </label>
            <Segmented
              label={t('amount.by')}
              labelShown={false}
              value={by}
              disabled={busy}
              shortcut="F6"
              onChange={(next) => {
                askBy(next);
                toAmount();
              }}
              options={[
                { value: 'money', text: t('amount.by-money') },
                { value: 'units', text: unit },
              ]}
            />
          </div>
          <div id="amount-about">
            {problem && (
              <p role="alert" className="mt-2 font-medium text-red">
                {problem}
              </p>
            )}
            {quoteFailure && (
              <QuoteFailure
                failure={quoteFailure}
                meterId={meter.id}
                resource={meter.resource}
                className="mt-3"
              />
            )}
          </div>
          <div className="mt-4 flex gap-4 max-sm:flex-col">
            <QuickAmounts meter={meter} disabled={busy} narrow={keypad} />
            {keypad && (
              <div className="flex-1">
                <Keypad
                  corner="."
                  disabled={busy}
                  onPress={(key) => {
                    typeAmount(pressForAmount(amountText, key, amountDecimals(by)));
                    toAmount();
                  }}
                />
              </div>
            )}
          </div>
          <div className="mt-2 -mb-2 -ml-3 flex flex-wrap max-xl:-ml-2">
            <Button
              look="quiet"
              aria-pressed={keypad}
              className="px-3 text-sm max-xl:px-2"
              icon={<Keyboard aria-hidden="true" className="size-5 max-xl:hidden" />}
              onClick={() => {
                toggleKeypad();
                toAmount();
              }}
            >
              {keypad ? t('keypad.hide') : t('keypad.show')}
            </Button>
            <Button
              look="quiet"
              shortcut="Alt J"
              className="px-3 text-sm max-xl:px-2"
              icon={<Plus aria-hidden="true" className="size-5 max-xl:hidden" />}
              disabled={busy || !hasRoom()}
              onClick={another}
            >
              {t('together.add')}
            </Button>
            {lines.length === 0 && <GiveButton meter={meter} disabled={busy} />}
          </div>
        </Card>
      </div>
      <QuotePanel meter={meter} />
    </div>
  );
}

/** What the amount is in, beside it. */
function Sign({ text }: { text: string }) {
  return (
    <span aria-hidden="true" className="text-2xl font-medium text-soft">
      {text}
    </span>
  );
}
