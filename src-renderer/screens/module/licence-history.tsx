import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenceLoad } from '../../../src-shared/contract/licence-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { useTransactions } from '../../i18n/use-transactions.ts';
import { useLicences } from '../../stores/licences.ts';
import { tellDone, tellFailure } from '../../stores/notices.ts';
import { useTill } from '../../stores/till.ts';

const columns = [
  'at',
  'by',
  'module',
  'added',
  'reissued',
  'counter',
  'expires',
  'warranty',
  'renewal',
  'state',
] as const;
const moods = { loaded: 'text-accent', asked: 'text-amber', refused: 'text-red' } as const;

/** Every licence that was sent to a module from this till. */
export function LicenceHistory() {
  const { t } = useTranslation();
  const loads = useLicences((store) => store.loads);
  return (
    <Card aria-labelledby="licences" className="overflow-hidden">
      <h2 id="licences" className="px-5 pt-4 pb-2 text-lg font-semibold">
        {t('licence.history')}
      </h2>
      {!loads || loads.length === 0 ? (
        <p className="px-5 pb-5 text-soft">{t(loads ? 'licence.history-empty' : 'loading')}</p>
      ) : (
        <WideTable>
          <table className="figures w-full text-left text-sm">
            <thead>
              <tr className="text-[0.8125rem] text-soft">
                {columns.map((column) => (
                  <th key={column} scope="col" className="px-3 py-2 font-medium first:pl-5">
                    {t(`licence.column.${column}`)}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {loads.map((load) => (
                <Row key={load.id} load={load} />
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </Card>
  );
}

function Row({ load }: { load: LicenceLoad }) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = useTransactions();
  const day = (text: string | null) => (text === null ? '\u2013' : format.day(text));
  const some = (value: number | null) => (value === null ? '\u2013' : count(value));
  const { counterBefore, counterAfter, renewalMonth } = load;
  const cells = [
    load.operatorName,
    load.moduleId,
    load.unlimited ? t('licence.unlimited') : some(load.transactions),
    some(load.reissued),
    `${count(counterBefore)} \u2192 ${some(counterAfter)}`,
    day(load.expiresOn),
    day(load.warrantyUntil),
    renewalMonth === null ? '\u2013' : format.month(renewalMonth),
  ] as const;
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="px-3 py-3 pl-5 font-semibold">
        {format.moment(load.at)}
      </th>
      {cells.map((cell, index) => (
        <td key={columns[index + 1]} className="px-3 py-3">
          {cell}
        </td>
      ))}
      <td className="min-w-32 px-3 py-3">
        <span className={`font-semibold ${moods[load.state]}`}>
          {t(`licence.state.${load.state}`)}
        </span>
        {load.problem && <p className="mt-0.5 text-xs">{load.problem.message}</p>}
      </td>
      <td className="px-3 py-1 pr-5">{load.state === 'loaded' && <PrintAgain load={load} />}</td>
    </tr>
  );
}

/** The slip of a licence once more, marked COPY. Nothing where there is no printer. */
function PrintAgain({ load: { id, at } }: { load: LicenceLoad }) {
  const { t } = useTranslation();
  const format = useFormat();
  const printer = useTill(({ till }) => till?.shop?.printer.kind ?? 'none');
  const [busy, setBusy] = useState(false);
  if (printer === 'none') return null;
  const print = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await ask('slip.printLicence', { id, copy: true });
    setBusy(false);
    if (answer.ok) tellDone(t('slip.printed-copy'));
    else tellFailure(answer.error);
  };
  return (
    <Button
      aria-label={`${t('slip.print-again')}: ${format.moment(at)}`}
      disabled={busy}
      onClick={() => void print()}
    >
      {t('slip.print-again')}
    </Button>
  );
}
