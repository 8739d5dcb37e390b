import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SalePayment } from '../../../src-shared/contract/payment.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { type Shortcut, spokenKey } from '../../helpers/key-map.ts';
import { useKeys } from '../../helpers/keys.ts';
import { paymentDigits, paymentKinds } from '../../helpers/payment.ts';
import { isUnderWay, useSell } from '../../stores/sell.ts';
import { payBy } from './selling.ts';

const choices: readonly (readonly [SalePayment, Shortcut])[] = [
  ...paymentKinds.map((kind) => [kind, `Alt ${paymentDigits[kind]}`] as const),
  ['mixed', 'Alt B'],
];

/** How the customer pays. Cash is what most do, and needs no key. */
export const PaymentChoice = memo(function PaymentChoice({ onChosen }: { onChosen: () => void }) {
  const { t } = useTranslation();
  const name = useId();
  const payment = useSell((store) => store.payment);
  const busy = useSell((store) => isUnderWay(store.attempt));
  const by = (kind: SalePayment) => () => {
    payBy(kind);
    return true;
  };
  useKeys('screen', {
    'Alt+7': by('cash'),
    'Alt+8': by('card'),
    'Alt+9': by('mobile-money'),
    'Alt+0': by('account'),
    'Alt+b': by(payment === 'mixed' ? 'cash' : 'mixed'),
  });
  return (
    <fieldset disabled={busy} aria-describedby={`${name}-note`} className="mt-4 min-w-0 short:mt-3">
      <legend className="sr-only">{t('payment.name')}</legend>
      <div className="grid grid-cols-5 rounded-lg border border-edge bg-surface p-0.5">
        {choices.map(([kind, shortcut]) => (
          <label
            key={kind}
            className={`relative grid min-h-12 content-center justify-items-center gap-0.5 rounded-md px-1 text-sm font-medium has-focus-visible:outline-3 has-focus-visible:outline-accent ${
              kind === payment
                ? 'bg-accent-soft font-semibold text-accent'
                : 'text-soft hover:text-ink'
            }`}
          >
            <input
              type="radio"
              name={name}
              aria-label={t(`payment.kind.${kind}`)}
              aria-keyshortcuts={spokenKey(shortcut)}
              checked={kind === payment}
              onChange={by(kind)}
              // A press with the mouse goes on to the sale; the arrows stay here to choose further.
              onClick={({ detail }) => detail > 0 && kind !== 'mixed' && onChosen()}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            <span className="max-w-full truncate">{t(`payment.short.${kind}`)}</span>
            <KeyCap of={shortcut} plain={kind === payment} />
          </label>
        ))}
      </div>
      <p id={`${name}-note`} className="mt-1.5 text-sm text-soft empty:hidden">
        {payment !== 'cash' && payment !== 'mixed' && t(`payment.note.${payment}`)}
      </p>
    </fieldset>
  );
});
