import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ShiftCount } from '../../../src-shared/contract/shift-shapes.ts';
import { WideTable } from '../../components/wide-table.tsx';
import { paymentKinds } from '../../helpers/payment.ts';
import { useFormat } from '../../i18n/use-format.ts';

const columns = ['counted', 'expected', 'difference'] as const;

/** Counted against expected, in words first. */
export function CountTable({ count }: { count: ShiftCount }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counted, expected, difference } = count;
  const differing = paymentKinds.filter((kind) => difference[kind] !== 0);
  return (
    <>
      <div
        role="status"
        className={`mt-4 flex items-start gap-3 rounded-lg border px-4 py-3 text-lg font-semibold ${
          differing.length === 0
            ? 'border-accent/40 bg-accent-soft text-accent'
            : 'border-amber-line bg-amber-soft text-amber'
        }`}
      >
        {differing.length === 0 ? (
          <>
            <Check aria-hidden="true" className="mt-0.5 size-6 shrink-0" />
            <p>{t('shift.even')}</p>
          </>
        ) : (
          <>
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-6 shrink-0" />
            <ul>
              {differing.map((kind) => (
                <li key={kind}>
                  {t(difference[kind] < 0 ? `shift.missing.${kind}` : `shift.over.${kind}`, {
                    amount: format.money(Math.abs(difference[kind])),
                  })}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <WideTable className="mt-3">
        <table className="figures w-full text-right">
          <thead>
            <tr className="text-[0.8125rem] text-soft">
              <th scope="col" className="px-3 py-2 text-left font-medium">
                {t('shift.column.kind')}
              </th>
              {columns.map((column) => (
                <th key={column} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                  {t(`shift.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {paymentKinds.map((kind) => (
              <tr key={kind} className="border-t border-line">
                <th scope="row" className="px-3 py-2 text-left font-semibold">
                  {t(`payment.kind.${kind}`)}
                </th>
                <td className="px-3 py-2 whitespace-nowrap">{format.money(counted[kind])}</td>
                <td className="px-3 py-2 whitespace-nowrap">{format.money(expected[kind])}</td>
                <td
                  className={`px-3 py-2 whitespace-nowrap ${difference[kind] === 0 ? 'text-soft' : 'font-semibold text-amber'}`}
                >
                  {format.money(difference[kind])}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </>
  );
}
