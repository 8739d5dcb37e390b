import { useTranslation } from 'react-i18next';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { grouped } from '../../helpers/groups.ts';

interface CustomerRowProps {
  meter: Meter;
  here: boolean;
  onOpen: () => void;
}

export function CustomerRow({ meter, here, onOpen }: CustomerRowProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      data-row=""
      aria-current={here ? 'true' : undefined}
      onClick={onOpen}
      className={`flex min-h-13 w-full items-center gap-4 rounded-lg px-3 py-1.5 text-left ${
        here ? 'bg-accent-soft' : 'hover:bg-raised'
      }`}
    >
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-semibold">
            {meter.customerName || t('meter.nameless')}
          </span>
          {meter.blind && (
            <span className="shrink-0 rounded-full border border-amber-line bg-amber-soft px-2 py-px text-xs font-medium text-amber">
              {t('meter.blind')}
            </span>
          )}
        </span>
        <span className="block truncate text-[0.8125rem] text-soft">
          <span className="digits">{grouped(meter.drn)}</span>
          {meter.phone !== '' && ` \u00b7 ${meter.phone}`}
          {meter.address !== '' && ` \u00b7 ${meter.address}`}
        </span>
      </span>
      <span className="shrink-0 text-sm text-soft max-sm:hidden">{meter.tariffName}</span>
    </button>
  );
}
