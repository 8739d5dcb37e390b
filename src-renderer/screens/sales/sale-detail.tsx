import { CircleQuestionMark, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { PriceDetails } from '../../components/price-details.tsx';
import { PrintFailure, PrintLine } from '../../components/print-line.tsx';
import { SlipButtons } from '../../components/slip-buttons.tsx';
import { SlipView } from '../../components/slip-view.tsx';
import { groupsOf } from '../../helpers/groups.ts';
import { spokenKey } from '../../helpers/key-map.ts';
import { useKeys } from '../../helpers/keys.ts';
import { placed } from '../../helpers/placed.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { usePaidBy } from '../../i18n/use-paid-by.ts';
import { explainToken } from '../../stores/explain.ts';
import { go } from '../../stores/till.ts';
import { ReplaceButton } from '../give/replace-button.tsx';
import { PaidTogether } from './paid-together.tsx';
import { Refunds } from './refunds.tsx';
import { KindTag, StateTag } from './sale-row.tsx';

interface SaleDetailProps {
  sale: Sale;
  /** Gets the sale as it is after money was given back. */
  onChange: (sale: Sale) => void;
  /** Goes to another sale. */
  onShow: (sale: Sale) => void;
  onClose: () => void;
}

/** One sale: its token, its slip as it would be printed now, and the ways to give it again. */
export function SaleDetail({ sale, onChange, onShow, onClose }: SaleDetailProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const box = useRef<HTMLElement>(null);
  const finished = sale.state === 'issued' || sale.state === 'refused';
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const paidBy = usePaidBy(sale);
  const why = () => {
    if (sale.token) explainToken(sale.token, sale.meterId);
    return sale.token !== null;
  };
  useKeys('screen', { 'Alt+w': why });
  return (
    <aside ref={box} className="flex min-h-0 min-w-0 flex-col gap-4 overflow-auto">
      <Card aria-label={t('sales.detail', { number: sale.receiptNumber })} className="p-5">
        <div className="flex items-start justify-between gap-2">
          <div className="min-w-0">
            <h2 className="flex items-center gap-2 text-lg font-semibold">
              <span className="truncate">{sale.customerName || t('meter.nameless')}</span>
              <StateTag state={sale.state} />
              <KindTag kind={sale.kind} />
            </h2>
            <p className="figures text-sm text-soft">
              {t('sold.slip', { number: sale.receiptNumber })} {'\u00b7'} {format.moment(sale.at)}
            </p>
          </div>
          <button
            type="button"
            aria-label={t('close')}
            aria-keyshortcuts={spokenKey('Esc')}
            onClick={onClose}
            className="-mt-1.5 -mr-2 grid size-11 shrink-0 place-items-center rounded-lg text-soft hover:bg-raised hover:text-ink"
          >
            <X aria-hidden="true" className="size-5" />
          </button>
        </div>
        <dl className="figures mt-3 flex flex-wrap gap-x-6 gap-y-1">
          {sale.kind === 'sale' && (
            <>
              <Fact name={t('sold.paid')} value={format.money(sale.quote.paid)} />
              <Fact name={t('sales.payment')} value={paidBy} />
            </>
          )}
          <Fact
            name={t('sales.units')}
            value={`${format.units(sale.quote.steps)} ${unitSymbol(sale.quote.resource)}`}
          />
          {sale.replaces !== null && (
            <Fact name={t('give.for')} value={String(sale.replaces).padStart(6, '0')} />
          )}
          {sale.reason !== null && <Fact name={t('shift.reason')} value={sale.reason} />}
          {sale.approvedByName !== null && (
            <Fact name={t('sales.approved')} value={sale.approvedByName} />
          )}
          {sale.refunded > 0 && (
            <Fact name={t('refund.refunded')} value={format.money(sale.refunded)} />
          )}
        </dl>
        {sale.kind === 'sale' && <PriceDetails quote={sale.quote} className="-mb-2" />}
        {sale.basket !== null && <PaidTogether sale={sale} onShow={onShow} />}
        {sale.token && (
          <>
            <p
              role="img"
              aria-label={t('token.name', { digits: groupsOf(sale.token).join(' ') })}
              className="digits mt-4 flex flex-wrap justify-center gap-x-[0.45em] rounded-lg border border-accent/40 bg-accent-soft px-2 py-3 text-[1.3rem] leading-snug font-bold select-all"
            >
              {placed(groupsOf(sale.token)).map(({ place, item }) => (
                <span key={place}>{item}</span>
              ))}
            </p>
            <div className="mt-4 flex flex-wrap gap-2 *:flex-1">
              <SlipButtons sale={sale} copy />
            </div>
            <PrintLine saleId={sale.id} quiet />
            <PrintFailure saleId={sale.id} className="mt-4" />
            <Button
              shortcut="Alt W"
              className="mt-4 w-full"
              icon={<CircleQuestionMark aria-hidden="true" className="size-5" />}
              onClick={why}
            >
              {t('explain.open')}
            </Button>
            <ReplaceButton sale={sale} />
            <Refunds sale={sale} onChange={onChange} />
          </>
        )}
        {sale.problem && <FailureNote failure={sale.problem} className="mt-4" />}
        {!finished && (
          <Button look="primary" className="mt-4 w-full" onClick={() => go('sell')}>
            {t('sales.decide')}
          </Button>
        )}
      </Card>
      {sale.token && (
        <div className="pb-4">
          <SlipView saleId={sale.id} copy />
        </div>
      )}
    </aside>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-[0.8125rem] text-soft">{name}</dt>
      <dd className="font-semibold">{value}</dd>
    </div>
  );
}
