import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentKind } from '../../../src-shared/contract/payment.ts';
import { leftToPay } from '../../../src-shared/pricing/payment-parts.ts';
import { inputLook } from '../../components/field.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { paymentDigits, paymentKinds } from '../../helpers/payment.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { isUnderWay, useSell } from '../../stores/sell.ts';
import { CashBox } from './cash-box.tsx';
import { partsTyped, payTheRest, typePart } from './split.ts';

/** A payment in parts: what is paid in which way, and what is left. Change comes out of the cash only. */
export default function SplitBox({ paid, onEnter }: { paid: number; onEnter: () => void }) {
  const { t } = useTranslation();
  const split = useSell((store) => store.split);
  const wanted = useSell((store) => store.splitWanted);
  const busy = useSell((store) => isUnderWay(store.attempt));
  const inputs = useRef(new Map<PaymentKind, HTMLInputElement>());
  const parts = partsTyped();
  const left = parts && leftToPay(paid, parts);
  const cash = parts?.find(({ kind }) => kind === 'cash')?.amount ?? 0;
  useEffect(() => inputs.current.get('cash')?.focus(), []);
  useEffect(() => {
    if (wanted) inputs.current.get('cash')?.focus();
  }, [wanted]);
  const rest = (kind: PaymentKind) => () => {
    if (split[kind].trim() === '') payTheRest(kind, paid);
    inputs.current.get(kind)?.focus();
    return true;
  };
  useKeys('screen', {
    'Alt+7': rest('cash'),
    'Alt+8': rest('card'),
    'Alt+9': rest('mobile-money'),
    'Alt+0': rest('account'),
  });
  return (
    <fieldset disabled={busy} className="mt-3 min-w-0">
      <legend className="sr-only">{t('payment.parts')}</legend>
      <div className="grid grid-cols-2 gap-x-3 gap-y-2">
        {paymentKinds.map((kind) => (
          <div key={kind} className="min-w-0">
            <button
              type="button"
              title={t('payment.rest', { kind: t(`payment.kind.${kind}`) })}
              onClick={rest(kind)}
              className="flex min-h-11 w-full items-center justify-between gap-2 rounded-md px-1 text-sm font-medium hover:bg-raised"
            >
              <span className="truncate">{t(`payment.short.${kind}`)}</span>
              <KeyCap of={`Alt ${paymentDigits[kind]}`} />
            </button>
            <input
              ref={(element) => {
                if (element) inputs.current.set(kind, element);
              }}
              aria-label={t('payment.part', { kind: t(`payment.kind.${kind}`) })}
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              value={split[kind]}
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) => typePart(kind, event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.repeat) return;
                event.preventDefault();
                onEnter();
              }}
              className={`${inputLook} figures text-right text-lg font-semibold`}
            />
          </div>
        ))}
      </div>
      <Left left={left} wanted={wanted} />
      {cash > 0 && left === 0 && (
        <div className="mt-3 border-t border-line pt-3">
          <CashBox paid={cash} onEnter={onEnter} notes={false} />
        </div>
      )}
    </fieldset>
  );
}

/** What is missing, or too much; said aloud where somebody wanted to go on without it. */
function Left({ left, wanted }: { left: number | null; wanted: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const right = left === 0;
  return (
    <p
      role={wanted && !right ? 'alert' : 'status'}
      className={`figures mt-2 flex items-baseline justify-between gap-4 font-semibold ${right ? 'text-accent' : wanted ? 'text-red' : ''}`}
    >
      {left === null ? (
        t('payment.no-amount')
      ) : right ? (
        t('payment.all-paid')
      ) : (
        <>
          <span>{left > 0 ? t('payment.left') : t('payment.too-much')}</span>
          <span className="text-lg">{format.money(Math.abs(left))}</span>
        </>
      )}
    </p>
  );
}
