import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HeldSale } from '../../../src-shared/contract/held-shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { Card } from '../../components/card.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { grouped } from '../../helpers/groups.ts';
import { type KeyName, type Shortcut, spokenKey } from '../../helpers/key-map.ts';
import { useKeys } from '../../helpers/keys.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useHeld } from '../../stores/held.ts';
import { dropHeld, takeHeld } from './held.ts';

interface HeldBarProps {
  /** One was discarded, and the button with the cursor went with it. */
  onDropped: () => void;
}

/** The sales that wait, each with its key. */
export default function HeldBar({ onDropped }: HeldBarProps) {
  const { t } = useTranslation();
  const held = useHeld((store) => store.held);
  const keys: Partial<Record<KeyName, () => boolean>> = {};
  held.forEach((sale, index) => {
    keys[`Alt+${index + 1}`] = () => {
      void takeHeld(sale);
      return true;
    };
  });
  useKeys('screen', keys);
  return (
    <Card aria-label={t('held.name')} className="shrink-0 p-3">
      <h2 className="px-2 text-[0.8125rem] font-semibold text-soft">{t('held.name')}</h2>
      <ul className="mt-2 flex flex-wrap gap-2">
        {held.map((sale, index) => (
          <Chip
            key={sale.id}
            sale={sale}
            shortcut={`Alt ${index + 1}`}
            onDrop={() => void dropHeld(sale).then(onDropped)}
          />
        ))}
      </ul>
    </Card>
  );
}

interface ChipProps {
  sale: HeldSale;
  shortcut: Shortcut;
  onDrop: () => void;
}

function Chip({ sale, shortcut, onDrop }: ChipProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { meter, others, draft, at } = sale;
  const name = meter.customerName || grouped(meter.drn);
  const amount =
    draft.amountText === ''
      ? t('held.no-amount')
      : draft.by === 'units'
        ? `${draft.amountText} ${unitSymbol(meter.resource)}`
        : format.withSymbol(draft.amountText);
  return (
    <li className="flex max-w-full items-stretch rounded-lg border border-amber-line bg-amber-soft">
      <button
        type="button"
        aria-keyshortcuts={spokenKey(shortcut)}
        onClick={() => void takeHeld(sale)}
        className="flex min-h-12 min-w-0 items-center gap-3 rounded-l-lg px-3 text-left hover:bg-surface"
      >
        <KeyCap of={shortcut} />
        <span className="sr-only">{t('held.take')} </span>
        <span className="min-w-0">
          <span className="block truncate font-semibold">{name}</span>
          <span className="figures block text-[0.8125rem] text-soft">
            {amount} {others.length > 0 && t('held.meters', { meters: others.length + 1 })}{' '}
            {'\u00b7'} {format.when(at)}
          </span>
        </span>
      </button>
      <button
        type="button"
        aria-label={t('held.drop', { name })}
        title={t('held.drop', { name })}
        onClick={onDrop}
        className="grid w-11 shrink-0 place-items-center rounded-r-lg text-soft hover:bg-surface hover:text-ink"
      >
        <X aria-hidden="true" className="size-5" />
      </button>
    </li>
  );
}
