import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeductionOrder as Order } from '../../../src-shared/contract/pricing-shapes.ts';

interface DeductionOrderProps {
  order: Order;
  onChange: (order: Order) => void;
}

/** In which order the money of a customer is shared out, moved by buttons so that keys and fingers do. */
export function DeductionOrder({ order, onChange }: DeductionOrderProps) {
  const { t } = useTranslation();
  const move = (from: number, to: number) => {
    const moved = order[from];
    if (moved !== undefined && to >= 0 && to < order.length) {
      onChange(order.toSpliced(from, 1).toSpliced(to, 0, moved));
    }
  };
  return (
    <section aria-labelledby="deduction-order">
      <h3 id="deduction-order" className="font-semibold">
        {t('order.title')}
      </h3>
      <p className="mt-0.5 mb-3 text-[0.8125rem] text-soft">{t('order.hint')}</p>
      <ol className="overflow-hidden rounded-lg border border-line">
        {order.map((deduction, place) => (
          <li
            key={deduction}
            className="flex items-center gap-3 border-b border-line py-1 pr-1 pl-4"
          >
            <span className="figures w-5 font-semibold text-soft">{place + 1}</span>
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{t(`order.of.${deduction}`)}</span>
              <span className="block text-[0.8125rem] text-soft">
                {t(`order.about.${deduction}`)}
              </span>
            </span>
            <MoveButton
              label={t('order.up', { name: t(`order.of.${deduction}`) })}
              end={place === 0}
              onPress={() => move(place, place - 1)}
              icon={<ArrowUp aria-hidden="true" className="size-5" />}
            />
            <MoveButton
              label={t('order.down', { name: t(`order.of.${deduction}`) })}
              end={place === order.length - 1}
              onPress={() => move(place, place + 1)}
              icon={<ArrowDown aria-hidden="true" className="size-5" />}
            />
          </li>
        ))}
        <li className="flex min-h-13 items-center gap-3 bg-raised py-1 pl-4">
          <span className="figures w-5 font-semibold text-soft">{order.length + 1}</span>
          <span>
            <span className="block font-medium">{t('order.rest')}</span>
            <span className="block text-[0.8125rem] text-soft">{t('order.rest-about')}</span>
          </span>
        </li>
      </ol>
    </section>
  );
}

interface MoveButtonProps {
  label: string;
  /** It cannot go further. The button stays, so that the cursor of who moved it there stays too. */
  end: boolean;
  onPress: () => void;
  icon: ReactNode;
}

function MoveButton({ label, end, onPress, icon }: MoveButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={end}
      onClick={onPress}
      className="grid size-11 place-items-center rounded-lg text-soft hover:bg-raised hover:text-ink aria-disabled:opacity-40"
    >
      {icon}
    </button>
  );
}
