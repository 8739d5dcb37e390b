import { useTranslation } from 'react-i18next';
import type { CustomerLine } from '../../../src-shared/contract/customer-shapes.ts';
import { Pill } from '../../components/pill.tsx';
import { grouped } from '../../helpers/groups.ts';

interface CustomerRowProps {
  line: CustomerLine;
  here: boolean;
  onOpen: () => void;
}

/** A customer in the list: who, and the number of their meter, or how many they have. */
export function CustomerRow({ line, here, onOpen }: CustomerRowProps) {
  const { t } = useTranslation();
  const { drn, meters } = line;
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
          <span className="truncate font-semibold">{line.name || t('meter.nameless')}</span>
          {line.closedAt !== null && <Pill text={t('customers.closed')} />}
          {line.blind && <Pill look="amber" text={t('meter.blind')} />}
        </span>
        <span className="block truncate text-[0.8125rem] text-soft">
          {drn === null ? t('customers.no-meter') : <span className="digits">{grouped(drn)}</span>}
          {meters > 1 && ` ${t('customers.and-more', { count: meters - 1 })}`}
          {line.phone !== '' && ` \u00b7 ${line.phone}`}
          {line.address !== '' && ` \u00b7 ${line.address}`}
        </span>
      </span>
    </button>
  );
}
