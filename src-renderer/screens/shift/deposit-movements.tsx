import { useTranslation } from 'react-i18next';
import type { DepositState } from '../../../src-shared/contract/shift-shapes.ts';
import { Card } from '../../components/card.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import type { DepositUnit } from './deposit-amount.ts';

const columns = ['when', 'what', 'who', 'note'] as const;

interface DepositMovementsProps {
  movements: DepositState['movements'];
  unit: DepositUnit;
}

/** What went into the deposit and out of it, the latest first. */
export function DepositMovements({ movements, unit }: DepositMovementsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card aria-labelledby="deposit-movements" className="grid gap-3 p-5">
      <h2 id="deposit-movements" className="text-lg font-semibold">
        {t('deposit.movements')}
      </h2>
      {movements.length === 0 ? (
        <p className="text-soft">{t('deposit.none')}</p>
      ) : (
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
                    {t(`deposit.${column}`)}
                  </th>
                ))}
                <th scope="col" className="px-3 py-2 pr-5 text-right font-medium">
                  {t('deposit.how-much')}
                </th>
              </tr>
            </thead>
            <tbody>
              {movements.map((one) => (
                <tr key={one.id} className="border-t border-line">
                  <td className="px-3 py-2 pl-5 whitespace-nowrap">{format.moment(one.at)}</td>
                  <td className="px-3 py-2 font-semibold">{t(`deposit.kind.${one.kind}`)}</td>
                  <td className="px-3 py-2">
                    {one.operatorName}
                    {one.approvedBy !== null && (
                      <span className="block text-soft">
                        {t('deposit.approved', { name: one.approvedBy })}
                      </span>
                    )}
                  </td>
                  <td className="px-3 py-2">{one.note}</td>
                  <td className="px-3 py-2 pr-5 text-right font-semibold whitespace-nowrap">
                    {unit.format(one.amount)}
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
