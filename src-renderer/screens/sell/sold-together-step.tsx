import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import type { TogetherSold } from '../../../src-shared/contract/together-shapes.ts';
import { unitSymbol } from '../../../src-shared/resource.ts';
import { Card } from '../../components/card.tsx';
import { DrawerFailure, PrintFailure, PrintLine } from '../../components/print-line.tsx';
import { Qr } from '../../components/qr.tsx';
import { useFocusOnceSeen } from '../../helpers/focus.ts';
import { grouped, groupsOf } from '../../helpers/groups.ts';
import { useKeys } from '../../helpers/keys.ts';
import { cashPartOf } from '../../helpers/payment.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { CashBox, ChangeLine } from './cash-box.tsx';
import { nextCustomer } from './find.ts';
import { SoldActions } from './sold-actions.tsx';

/** The tokens of one payment. The one that is chosen, by Tab or a press, is printed and copied by the keys. */
export default function SoldTogetherStep({ sold }: { sold: TogetherSold }) {
  const { t } = useTranslation();
  const format = useFormat();
  const next = useRef<HTMLButtonElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const { sales, sentence } = sold;
  const issued = sales.filter(({ state }) => state === 'issued');
  const [chosenId, setChosenId] = useState(issued[0]?.id ?? null);
  const chosen = issued.find(({ id }) => id === chosenId) ?? issued[0];
  const cash = sales.reduce((sum, sale) => sum + cashPartOf(sale), 0);
  const isWhole = issued.length === sales.length;

  // The second press of a double Enter must not wipe the tokens away.
  useFocusOnceSeen(next, head);
  useKeys('screen', {
    Escape: () => {
      nextCustomer();
      return true;
    },
  });

  return (
    <Card aria-label={t('sold.name')} className="flex shrink-0 flex-col p-5 max-sm:p-4">
      <h1
        ref={head}
        tabIndex={-1}
        className={`text-xl font-semibold tracking-tight outline-none ${
          isWhole ? '' : 'rounded-lg border border-amber-line bg-amber-soft p-3 text-amber'
        }`}
      >
        {sentence}
      </h1>
      <div className="mt-4 grid gap-6 md:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]">
        <ul
          aria-label={t('together.tokens')}
          className="max-h-[28rem] min-h-40 overflow-y-auto short:max-h-72"
        >
          {sales.map((sale) => (
            <Row
              key={sale.id}
              sale={sale}
              chosen={sale.id === chosen?.id}
              onChoose={() => setChosenId(sale.id)}
            />
          ))}
        </ul>
        <div className="min-w-0">
          <div className="flex items-center gap-4">
            {chosen?.token && (
              <Qr
                text={chosen.token}
                label={t('token.qr')}
                className="w-32 rounded-lg short:w-28"
              />
            )}
            <div className="min-w-0 flex-1">
              <p className="figures text-right">
                <span className="block text-soft">{t('together.paid')}</span>
                <span className="text-2xl font-semibold tracking-tight">
                  {format.money(sold.paid)}
                </span>
              </p>
              {chosen && <PrintLine saleId={chosen.id} />}
            </div>
          </div>
          {cash > 0 && (
            <div className="mt-3 rounded-xl border border-line p-4">
              <CashBox paid={cash} onEnter={nextCustomer} change={false} />
              <ChangeLine paid={cash} large />
            </div>
          )}
        </div>
      </div>
      <DrawerFailure saleIds={sold.sales.map(({ id }) => id)} className="mt-4" />
      {chosen && <PrintFailure saleId={chosen.id} className="mt-4" />}
      <SoldActions sale={chosen} next={next} />
    </Card>
  );
}

interface RowProps {
  sale: Sale;
  chosen: boolean;
  onChoose: () => void;
}

/** One meter: its token, or why it has none. */
function Row({ sale, chosen, onChoose }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { token, quote, problem } = sale;
  const about = (
    <span className="figures flex flex-wrap justify-between gap-x-4 text-sm text-soft">
      <span>
        {sale.customerName || t('meter.nameless')} {'\u00b7'}{' '}
        <span className="digits">{grouped(sale.drn)}</span>
      </span>
      <span className="font-medium text-ink">
        {format.units(quote.steps)} {unitSymbol(quote.resource)} {'\u00b7'}{' '}
        {format.money(quote.paid)}
      </span>
    </span>
  );
  if (token === null) {
    return (
      <li className="mb-2 rounded-xl border border-amber-line bg-amber-soft px-4 py-3">
        {about}
        <p className="mt-1 font-semibold text-amber">
          {t(sale.state === 'refused' ? 'together.refused' : 'together.open')}
        </p>
        {problem && <p className="text-sm">{problem.message}</p>}
      </li>
    );
  }
  return (
    <li className="mb-2">
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        // The keys print and copy the one with the cursor.
        onFocus={onChoose}
        className={`w-full rounded-xl border px-4 py-2 text-left ${
          chosen ? 'border-accent bg-accent-soft' : 'border-line bg-raised hover:border-edge'
        }`}
      >
        {about}
        <span className="digits flex flex-wrap gap-x-[0.5em] text-[clamp(1.25rem,2.6vw,2.25rem)] leading-tight font-bold">
          {groupsOf(token).join(' ')}
        </span>
      </button>
    </li>
  );
}
