import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { grouped } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { tellDone } from '../../stores/notices.ts';
import { freshSale, useSell } from '../../stores/sell.ts';
import { refreshUnfinished } from '../../stores/till.ts';
import { resume } from './following.ts';
import { SaleFailure } from './sale-failure.tsx';

/** A sale that was interrupted: whose it is, and the two ways it can end. */
export default function UnfinishedPanel({ sale, more }: { sale: Sale; more: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(sale.problem);
  const first = useRef<HTMLButtonElement>(null);
  const name = sale.customerName || grouped(sale.drn);
  const amount = format.money(sale.quote.paid);

  useEffect(() => {
    // It comes before the next customer, unless somebody is already typing.
    if (useSell.getState().text === '' && useSell.getState().step.at === 'find')
      first.current?.focus();
  }, []);
  const again = async () => {
    setBusy(true);
    setFailure(null);
    const problem = await resume(sale);
    setBusy(false);
    setFailure(problem);
  };
  const giveBack = async () => {
    setAsking(false);
    setBusy(true);
    const answer = await ask('sale.abandon', { saleId: sale.id });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      await refreshUnfinished();
      return;
    }
    await refreshUnfinished();
    if (answer.value.state === 'issued') {
      // The token had been made after all: the customer gets it, not the money.
      useSell.setState({ ...freshSale, step: { at: 'sold', sale: answer.value } });
    } else tellDone(t('unfinished.given-back', { amount, name }));
  };

  return (
    <section
      aria-labelledby="unfinished"
      className="rounded-xl border border-amber-line bg-amber-soft p-5"
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-6 shrink-0 text-amber" />
        <div className="min-w-64 flex-1">
          <h2 id="unfinished" className="text-lg font-semibold text-amber">
            {t('unfinished.title', { amount, name })}
          </h2>
          <p className="mt-1">
            {t(sale.state === 'asked' ? 'unfinished.asked' : 'unfinished.reserved', {
              when: format.moment(sale.at),
              number: sale.receiptNumber,
            })}
          </p>
          {more > 0 && <p className="mt-1 text-sm">{t('unfinished.more', { count: more })}</p>}
        </div>
        <div className="flex flex-wrap gap-3">
          <Button ref={first} look="primary" disabled={busy} onClick={() => void again()}>
            {busy ? t('progress.asking') : t('unfinished.again')}
          </Button>
          <Button disabled={busy} onClick={() => setAsking(true)}>
            {t('unfinished.give-back')}
          </Button>
        </div>
      </div>
      {failure && <SaleFailure failure={failure} className="mt-4" />}
      {asking && (
        <Dialog
          title={t('unfinished.give-back-title', { amount, name })}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button shortcut="Esc" data-first onClick={() => setAsking(false)}>
                {t('unfinished.keep')}
              </Button>
              <Button look="danger" onClick={() => void giveBack()}>
                {t('unfinished.give-back')}
              </Button>
            </>
          }
        >
          <p>{t('unfinished.consequence')}</p>
        </Dialog>
      )}
    </section>
  );
}
