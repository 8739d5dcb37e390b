import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import type { TogetherSold } from '../../../src-shared/contract/together-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { grouped } from '../../helpers/groups.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { StateTag } from './sale-row.tsx';

interface PaidTogetherProps {
  sale: Sale;
  /** Goes to one of the others. */
  onShow: (sale: Sale) => void;
}

/** What a sale was paid for together with, and the way to each of them. */
export function PaidTogether({ sale, onShow }: PaidTogetherProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [sold, setSold] = useState<TogetherSold | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    void ask('sales.together', { saleId: sale.id }).then((answer) => {
      if (answer.ok) setSold(answer.value);
      else setFailure(answer.error);
    });
  }, [sale.id]);
  if (failure) return <FailureNote failure={failure} className="mt-4" />;
  if (!sold) return null;
  return (
    <section aria-labelledby="together" className="mt-4">
      <h3
        id="together"
        className="flex justify-between gap-4 text-[0.8125rem] font-semibold text-soft"
      >
        {t('sales.together')} <span className="figures">{format.money(sold.paid)}</span>
      </h3>
      <ul className="mt-1">
        {sold.sales
          .filter(({ id }) => id !== sale.id)
          .map((other) => (
            <li key={other.id}>
              <button
                type="button"
                onClick={() => onShow(other)}
                className="flex min-h-11 w-full flex-wrap items-center justify-between gap-x-4 rounded-md px-2 text-left hover:bg-raised"
              >
                <span className="flex min-w-0 gap-x-3">
                  <span className="figures">{other.receiptNumber}</span>{' '}
                  <span className="digits text-soft">{grouped(other.drn)}</span>
                </span>
                <span className="figures flex items-center gap-2 font-semibold">
                  <StateTag state={other.state} />
                  {format.money(other.quote.paid)}
                </span>
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}
