import { Printer, Undo2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import type { Refund } from '../../../src-shared/contract/shift-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { useCursorBack } from '../../helpers/cursor-back.ts';
import { useKeys } from '../../helpers/keys.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { tellDone, tellFailure } from '../../stores/notices.ts';
import { useMayAsk } from '../../stores/people.ts';
import { useTill } from '../../stores/till.ts';

const RefundDialog = lazy(() => import('./refund-dialog.tsx'));

/** What was given back of a sale, and the way to give back what is left of it. */
export function Refunds({ sale, onChange }: { sale: Sale; onChange: (sale: Sale) => void }) {
  const { t } = useTranslation();
  const mayRefund = useMayAsk('refund');
  const [asking, setAsking] = useState(false);
  const remember = useCursorBack(asking);
  const show = () => {
    remember();
    setAsking(true);
  };
  const open = mayRefund && sale.refunded < sale.quote.paid;
  useKeys('screen', {
    'Alt+r': () => {
      if (open) show();
      return open;
    },
  });
  return (
    <>
      {sale.refunded > 0 && <RefundList key={sale.refunded} saleId={sale.id} />}
      {open && (
        <Button
          shortcut="Alt R"
          className="mt-4 w-full"
          icon={<Undo2 aria-hidden="true" className="size-5" />}
          onClick={show}
        >
          {t('refund.open')}
        </Button>
      )}
      {asking && (
        <Suspense fallback={null}>
          <RefundDialog sale={sale} onRefunded={onChange} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}

function RefundList({ saleId }: { saleId: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const printer = useTill(({ till }) => till?.shop?.printer.kind ?? 'none');
  const [refunds, setRefunds] = useState<readonly Refund[]>([]);
  useEffect(() => {
    void ask('sale.refunds', { saleId }).then((answer) => {
      if (answer.ok) setRefunds(answer.value);
      else tellFailure(answer.error);
    });
  }, [saleId]);
  const print = async (refundId: number) => {
    const answer = await ask('slip.printRefund', { refundId });
    if (answer.ok) tellDone(t('slip.printed-copy'));
    else tellFailure(answer.error);
  };
  return (
    <section aria-label={t('refund.list')} className="mt-4 border-t border-line pt-3">
      <h3 className="text-sm font-semibold">{t('refund.list')}</h3>
      <ul>
        {refunds.map((refund) => (
          <li key={refund.id} className="mt-2 flex items-start justify-between gap-3">
            <div className="min-w-0">
              <p className="figures font-semibold">
                {format.money(refund.amount)} {'\u00b7'} {t(`payment.kind.${refund.payment}`)}
              </p>
              <p className="text-sm break-words">{refund.reason}</p>
              <p className="text-[0.8125rem] text-soft">
                {format.moment(refund.at)} {'\u00b7'} {refund.operatorName}
                {refund.approvedBy !== null &&
                  ` \u00b7 ${t('deposit.approved', { name: refund.approvedBy })}`}
              </p>
            </div>
            {printer !== 'none' && (
              <button
                type="button"
                aria-label={t('refund.print')}
                title={t('refund.print')}
                onClick={() => void print(refund.id)}
                className="grid size-11 shrink-0 place-items-center rounded-lg text-soft hover:bg-raised hover:text-ink"
              >
                <Printer aria-hidden="true" className="size-5" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
