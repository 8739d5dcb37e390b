import { useTranslation } from 'react-i18next';
import type { KeyRegister } from '../../../src-shared/contract/shapes.ts';
import { Card } from '../../components/card.tsx';
import { useFormat } from '../../i18n/use-format.ts';

/** KEN 255 never expires. */
const NEVER = 255;

/** The vending keys in the module, by their attributes. The keys themselves never leave it. */
export function RegisterTable({ registers }: { registers: readonly KeyRegister[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const day = (instant: string | null) => (instant === null ? '\u2013' : format.keyDate(instant));
  const columns = [
    'register',
    'sgc',
    'krn',
    'kt',
    'dkga',
    'base-date',
    'ken',
    'active',
    'issued',
  ] as const;
  return (
    <Card aria-labelledby="registers" className="overflow-hidden">
      <h2 id="registers" className="px-5 pt-4 pb-2 text-lg font-semibold">
        {t('module.registers')}
      </h2>
      {registers.length === 0 ? (
        <p className="px-5 pb-5 text-soft">{t('module.no-registers')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="figures w-full text-left text-sm">
            <thead>
              <tr className="text-[0.8125rem] text-soft">
                {columns.map((column) => (
                  <th key={column} scope="col" className="px-5 py-2 font-medium whitespace-nowrap">
                    {t(`module.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {registers.map((one) => (
                <tr key={one.register} className="border-t border-line">
                  <th scope="row" className="px-5 py-3 font-semibold">
                    {one.register}
                  </th>
                  <td className="digits px-5 py-3">{one.supplyGroupCode}</td>
                  <td className="px-5 py-3">{one.keyRevisionNumber}</td>
                  <td className="px-5 py-3">{one.keyType}</td>
                  <td className="px-5 py-3">{String(one.dkga).padStart(2, '0')}</td>
                  <td className="px-5 py-3">{one.baseDate}</td>
                  <td className="px-5 py-3 whitespace-nowrap">
                    {one.keyExpiryNumber === NEVER ? t('module.never') : one.keyExpiryNumber}
                  </td>
                  <td className="px-5 py-3 whitespace-nowrap">{day(one.activeFrom)}</td>
                  <td className="px-5 py-3 whitespace-nowrap">{day(one.issuedUntil)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
