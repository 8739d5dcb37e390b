import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFile } from '../../../src-shared/contract/customer-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Choice } from '../../components/field.tsx';
import { grouped } from '../../helpers/groups.ts';
import { go } from '../../stores/till.ts';
import { SaleRow } from '../sales/sale-row.tsx';

const PAGE = 20;
const ALL = 'all';

/** What a customer bought, at all their meters or at one of them; each sale can be opened. */
export function CustomerHistory({ file }: { file: CustomerFile }) {
  const { t } = useTranslation();
  const { id: customerId } = file.customer;
  const [meter, setMeter] = useState(ALL);
  const [sales, setSales] = useState<readonly Sale[] | null>(null);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(
    async (shown: readonly Sale[]) => {
      const before = shown.at(-1)?.id ?? null;
      const meterId = meter === ALL ? null : Number(meter);
      const asked = { customerId, meterId, before, limit: PAGE };
      const answer = await ask('customers.sales', asked);
      setFailure(answer.ok ? null : answer.error);
      if (!answer.ok) return;
      setSales([...shown, ...answer.value.sales]);
      setMore(answer.value.more);
    },
    [customerId, meter],
  );
  useEffect(() => void load([]), [load]);
  return (
    <section aria-labelledby="customer-history" className="border-t border-line p-5">
      <h3 id="customer-history" className="font-semibold">
        {t('customers.history')}
      </h3>
      {file.meters.length > 1 && (
        <Choice
          className="mt-3 max-w-80"
          label={t('customers.history-of')}
          value={meter}
          onChange={setMeter}
          options={[
            { value: ALL, text: t('customers.all-meters') },
            ...file.meters.map(({ id, drn }) => ({ value: String(id), text: grouped(drn) })),
          ]}
        />
      )}
      {failure && <FailureNote failure={failure} className="mt-3" />}
      {sales?.length === 0 && <p className="mt-2 text-soft">{t('meter.never-sold')}</p>}
      <ul className="mt-2 -mx-3">
        {sales?.map((sale) => (
          <li key={sale.id}>
            <SaleRow sale={sale} here={false} onOpen={() => go('sales', sale.id)} />
          </li>
        ))}
      </ul>
      {more && sales && (
        <Button look="quiet" className="mt-1 w-full" onClick={() => void load(sales)}>
          {t('sales.more')}
        </Button>
      )}
    </section>
  );
}
