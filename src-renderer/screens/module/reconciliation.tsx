import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reconciliation as Accounts } from '../../../src-shared/contract/alarm-shapes.ts';
import type { Answer } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { go, useTill } from '../../stores/till.ts';
import { dayName } from './pace-chart.tsx';

const columns = ['day', 'spent', 'stored', 'added', 'orphans', 'strangers'] as const;

/** What the module spent against the tokens in the ledger, and what does not come out even. */
export function Reconciliation() {
  const { t } = useTranslation();
  // Asked for anew when the counter moves.
  const counter = useTill(({ module }) => `${module?.moduleId} ${module?.transactionsLeft}`);
  return (
    <Card aria-labelledby="reconciliation" className="grid gap-3 p-5">
      <h2 id="reconciliation" className="text-lg font-semibold">
        {t('reconciliation.title')}
      </h2>
      <p className="text-soft">{t('reconciliation.about')}</p>
      <AskedAccounts key={counter} />
    </Card>
  );
}

function AskedAccounts() {
  const [answer, setAnswer] = useState<Answer<Accounts> | null>(null);
  useEffect(() => {
    void ask('licences.reconciliation', {}).then(setAnswer);
  }, []);
  if (!answer) return null;
  return answer.ok ? (
    <AccountsView accounts={answer.value} />
  ) : (
    <FailureNote failure={answer.error} />
  );
}

/** A sale may have lost more than one token on its way. */
function bySale(orphans: Accounts['orphans']) {
  const sales = new Map<number, Accounts['orphans'][number] & { readonly lost: number }>();
  for (const orphan of orphans) {
    sales.set(orphan.saleId, { ...orphan, lost: 1 + (sales.get(orphan.saleId)?.lost ?? 0) });
  }
  return [...sales.values()];
}

function AccountsView({ accounts }: { accounts: Accounts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { moduleId, days, orphans, strangers, unlimited } = accounts;
  const even = orphans.length === 0 && strangers.length === 0;
  return (
    <>
      {moduleId !== null && (
        <p className="figures text-soft">{t('licence.of-module', { id: moduleId })}</p>
      )}
      {unlimited && <p>{t('reconciliation.unlimited')}</p>}
      {days.length === 0 && !unlimited && <p>{t('reconciliation.none')}</p>}
      {days.length > 0 && even && <p className="font-medium">{t('reconciliation.even')}</p>}
      {orphans.length > 0 && (
        <section>
          <h3 className="font-semibold">{t('reconciliation.orphans')}</h3>
          <p className="text-sm text-soft">{t('reconciliation.orphans-about')}</p>
          <ul>
            {bySale(orphans).map(({ saleId, receiptNumber, at, lost }) => (
              <li key={saleId}>
                <button
                  type="button"
                  className="min-h-11 text-accent underline"
                  onClick={() => go('sales', saleId)}
                >
                  {t('reconciliation.orphan', { number: receiptNumber, when: format.moment(at) })}
                </button>
                {lost > 1 && ` \u00d7 ${format.count(lost)}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {strangers.length > 0 && (
        <section>
          <h3 className="font-semibold">{t('reconciliation.strangers')}</h3>
          <p className="text-sm text-soft">{t('reconciliation.strangers-about')}</p>
          <ul>
            {strangers.map(({ from, to, count }) => (
              <li key={from + to}>
                {t('reconciliation.stranger', {
                  count,
                  from: format.moment(from),
                  to: format.moment(to),
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {days.length > 0 && (
        <WideTable className="-mx-5">
          <table className="figures w-full text-left text-sm">
            <thead>
              <tr className="text-[0.8125rem] text-soft">
                {columns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    className="px-3 py-2 font-medium whitespace-nowrap first:pl-5"
                  >
                    {t(`reconciliation.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((one) => (
                <tr key={one.day} className="border-t border-line">
                  <th scope="row" className="px-3 py-2 pl-5 font-semibold whitespace-nowrap">
                    {dayName(format, one.day)}
                  </th>
                  <td className="px-3 py-2">{format.count(one.spent)}</td>
                  <td className="px-3 py-2">{format.count(one.stored)}</td>
                  <td className="px-3 py-2">{format.count(one.added)}</td>
                  <td className="px-3 py-2">{format.count(one.orphans)}</td>
                  <td className="px-3 py-2">{format.count(one.strangers)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </>
  );
}
