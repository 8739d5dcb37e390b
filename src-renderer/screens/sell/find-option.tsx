import { CircleQuestionMark, PlugZap, ReceiptText } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../../components/key-cap.tsx';
import { Pill } from '../../components/pill.tsx';
import { grouped } from '../../helpers/groups.ts';
import { spokenKey } from '../../helpers/key-map.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { FindRow } from './find.ts';

interface FindOptionProps {
  row: FindRow;
  active: boolean;
  /** The digit that takes it, held with Alt; null for none. */
  digit: number | null;
  onTake: () => void;
}

/** One row of the list: a customer, a past sale, or a meter the till does not know yet. */
export function FindOption({ row, active, digit, onTake }: FindOptionProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) box.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // The field keeps the focus and works the list by its arrow keys, as a combobox does.
    <div
      ref={box}
      id={`find-${row.key}`}
      role="option"
      aria-selected={active}
      aria-keyshortcuts={digit === null ? undefined : spokenKey(`Alt ${digit}`)}
      tabIndex={-1}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
      onKeyDown={undefined}
      className={`mx-2 flex min-h-12 cursor-pointer items-center gap-6 rounded-lg px-3 py-1.5 max-xl:gap-4 ${
        active ? 'bg-accent-soft' : 'hover:bg-raised'
      }`}
    >
      <Content row={row} />
      {/* As wide without a key, so that the columns stand under each other. */}
      <span className="w-12 shrink-0 text-right max-lg:hidden">
        {digit !== null && <KeyCap of={`Alt ${digit}`} />}
      </span>
    </div>
  );
}

function Content({ row }: { row: FindRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (row.kind === 'unknown') {
    return (
      <>
        <PlugZap aria-hidden="true" className="size-5 shrink-0 text-accent" />
        <span className="min-w-0 flex-1 font-semibold">
          {t('find.new-meter')} <span className="digits font-medium">{grouped(row.drn)}</span>
        </span>
        <span className="text-sm text-soft">
          {row.configuration ? t('find.new-meter-card') : t('find.new-meter-hint')}
        </span>
      </>
    );
  }
  if (row.kind === 'sale') {
    return (
      <>
        <ReceiptText aria-hidden="true" className="size-5 shrink-0 text-soft" />
        <span className="min-w-0 flex-1">
          {t('find.token')} <span className="digits">{grouped(row.sale.digits)}</span>
        </span>
        <span className="truncate text-sm text-soft">
          {row.sale.customerName} {'\u00b7'} {format.when(row.sale.at)}
        </span>
      </>
    );
  }
  if (row.kind === 'token') {
    return (
      <>
        <CircleQuestionMark aria-hidden="true" className="size-5 shrink-0 text-accent" />
        <span className="min-w-0 flex-1 font-semibold">{t('explain.row')}</span>
        <span className="text-sm text-soft">{t('explain.row-hint')}</span>
      </>
    );
  }
  const { meter } = row;
  return (
    <>
      <span className="min-w-0 flex-[2] truncate font-semibold">
        {meter.customerName || t('meter.nameless')}
      </span>
      {meter.closedAt !== null && (
        <Pill text={t(meter.replacedBy ? 'customers.replaced' : 'customers.closed')} />
      )}
      <span className="digits w-40 shrink-0 text-[0.875rem] text-soft">{grouped(meter.drn)}</span>
      <span className="min-w-0 flex-[3] truncate text-sm text-soft max-lg:hidden">
        {[meter.phone, meter.address].filter((part) => part !== '').join(' \u00b7 ')}
      </span>
      <span className="figures w-44 shrink-0 text-right text-sm text-soft max-sm:hidden">
        {meter.lastSale ? (
          <>
            <span className="text-[0.9375rem] font-medium text-ink">
              {format.money(meter.lastSale.paid)}
            </span>{' '}
            {format.when(meter.lastSale.at)}
          </>
        ) : (
          t('meter.never-sold')
        )}
      </span>
    </>
  );
}
