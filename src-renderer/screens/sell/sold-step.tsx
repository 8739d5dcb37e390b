import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { Card } from '../../components/card.tsx';
import { PriceDetails } from '../../components/price-details.tsx';
import { DrawerFailure, PrintFailure, PrintLine } from '../../components/print-line.tsx';
import { Qr } from '../../components/qr.tsx';
import { useFocusOnceSeen } from '../../helpers/focus.ts';
import { groupsOf } from '../../helpers/groups.ts';
import { useKeys } from '../../helpers/keys.ts';
import { cashPartOf } from '../../helpers/payment.ts';
import { placed } from '../../helpers/placed.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { usePaidBy } from '../../i18n/use-paid-by.ts';
import { CashBox, ChangeLine } from './cash-box.tsx';
import { nextCustomer } from './find.ts';
import { SoldActions } from './sold-actions.tsx';

/** The token: what the customer came for. It stays until the next customer. */
export function SoldStep({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const format = useFormat();
  const next = useRef<HTMLButtonElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const digits = sale.token ?? '';
  const paidBy = usePaidBy(sale);
  const cash = cashPartOf(sale);

  // The second press of a double Enter must not wipe the token away.
  useFocusOnceSeen(next, head);
  useKeys('screen', {
    Escape: () => {
      nextCustomer();
      return true;
    },
  });

  return (
    <Card aria-label={t('sold.name')} className="flex flex-col p-5 max-sm:p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 ref={head} tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
          {sale.customerName === ''
            ? t('sold.title-nameless')
            : t('sold.title', { name: sale.customerName })}
        </h1>
        <p className="figures text-soft">
          {t('sold.slip', { number: sale.receiptNumber })} {'\u00b7'} {format.moment(sale.at)}
        </p>
      </div>

      <p
        role="img"
        aria-label={t('token.name', { digits: groupsOf(digits).join(' ') })}
        className="digits mt-4 flex flex-wrap justify-between gap-x-[0.5em] rounded-xl border border-accent/40 bg-accent-soft px-6 py-4 text-[clamp(2rem,5.6vw,4.5rem)] leading-tight font-bold select-all max-lg:justify-center"
      >
        {placed(groupsOf(digits)).map(({ place, item }) => (
          <span key={place}>{item}</span>
        ))}
      </p>

      <div className="mt-4 grid gap-6 md:grid-cols-[auto_minmax(0,1fr)_minmax(0,23rem)]">
        <Qr text={digits} label={t('token.qr')} className="w-36 rounded-lg max-md:mx-auto" />
        <div className="self-center">
          <dl className="figures">
            <div>
              <dt className="sr-only">{t('quote.gets')}</dt>
              <dd className="text-[2.25rem] leading-tight font-semibold tracking-tight">
                {format.units(sale.quote.steps)} {unitSymbol(sale.quote.resource)}
              </dd>
            </div>
            <div className="mt-1 flex gap-2 text-lg">
              <dt className="text-soft">{t('sold.paid')}</dt>
              <dd className="font-semibold">
                {sale.kind === 'sale'
                  ? format.money(sale.quote.paid)
                  : t(`sales.kind.${sale.kind}`)}
              </dd>
            </div>
            {sale.payment !== 'cash' && (
              <div className="mt-1 flex gap-2 text-lg">
                <dt className="text-soft">{t('payment.name')}</dt>
                <dd className="font-semibold">{paidBy}</dd>
              </div>
            )}
            <div className="mt-1 flex gap-2">
              <dt className="text-soft">{t('meter.number')}</dt>
              <dd className="digits">{groupsOf(sale.drn).join(' ')}</dd>
            </div>
          </dl>
          <PrintLine saleId={sale.id} />
        </div>
        {cash > 0 && (
          <div className="self-start rounded-xl border border-line p-4">
            <CashBox paid={cash} onEnter={nextCustomer} change={false} />
            <ChangeLine paid={cash} large />
          </div>
        )}
      </div>

      <DrawerFailure saleIds={[sale.id]} className="mt-4" />
      <PrintFailure saleId={sale.id} className="mt-4" />
      {sale.kind === 'sale' && (
        <PriceDetails quote={sale.quote} className="mt-2 md:max-w-xl short:mt-0" />
      )}
      <SoldActions sale={sale} next={next} />
    </Card>
  );
}
