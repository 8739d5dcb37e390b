import { useTranslation } from 'react-i18next';
import { Card } from '../../components/card.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { useKeyLoads } from '../../stores/key-loads.ts';
import { resultMoods } from './key-file-table.tsx';

/** Every key that was sent to a module from this till. */
export function KeyHistory() {
  const { t } = useTranslation();
  const loads = useKeyLoads((store) => store.loads);
  const format = useFormat();
  const columns = [
    t('key-file.column.at'),
    t('key-file.column.by'),
    t('module.id'),
    t('module.column.register'),
    t('module.column.sgc'),
    t('module.column.krn'),
    t('module.column.issued'),
    t('key-file.column.result'),
  ];
  return (
    <Card aria-labelledby="key-loads" className="overflow-hidden">
      <h2 id="key-loads" className="px-5 pt-4 pb-2 text-lg font-semibold">
        {t('key-file.history')}
      </h2>
      {!loads || loads.length === 0 ? (
        <p className="px-5 pb-5 text-soft">{t(loads ? 'key-file.history-empty' : 'loading')}</p>
      ) : (
        <WideTable>
          <table className="figures w-full text-left text-sm">
            <thead>
              <tr className="text-[0.8125rem] text-soft">
                {columns.map((column) => (
                  <th key={column} scope="col" className="px-3 py-2 font-medium first:pl-5">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {loads.map((load) => (
                <tr key={load.id} className="border-t border-line align-top">
                  <th scope="row" className="px-3 py-3 pl-5 font-semibold">
                    {format.moment(load.at)}
                  </th>
                  <td className="px-3 py-3">{load.operatorName}</td>
                  <td className="px-3 py-3">{load.moduleId}</td>
                  <td className="px-3 py-3">{load.register}</td>
                  <td className="digits px-3 py-3">{load.supplyGroupCode ?? '\u2013'}</td>
                  <td className="px-3 py-3">{load.keyRevisionNumber ?? '\u2013'}</td>
                  <td className="px-3 py-3">
                    {load.issuedUntil === null ? '\u2013' : format.keyDate(load.issuedUntil)}
                  </td>
                  <td className="px-3 py-3">
                    <span className={`font-semibold ${resultMoods[load.result]}`}>
                      {t(`key-file.result.${load.result}`)}
                    </span>
                    {load.problem && <p className="mt-0.5 text-xs">{load.problem.message}</p>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </Card>
  );
}
