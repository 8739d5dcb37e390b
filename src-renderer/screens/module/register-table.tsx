import { useTranslation } from 'react-i18next';
import type { KeyRegister } from '../../../src-shared/contract/shapes.ts';
import { Card } from '../../components/card.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { countdownTo } from '../../helpers/countdown.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useAlarms } from '../../stores/alarms.ts';

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
  'unit-limit',
  'currency-limit',
] as const;
const moods = { calm: 'text-soft', amber: 'text-amber', red: 'text-red' } as const;

/**
 * The vending keys in the module by their attributes, each date with the days that are left. The keys
 * themselves never leave it.
 */
export function RegisterTable({ registers }: { registers: readonly KeyRegister[] }) {
  const { t } = useTranslation();
  return (
    <Card aria-labelledby="registers" className="overflow-hidden">
      <h2 id="registers" className="px-5 pt-4 pb-2 text-lg font-semibold">
        {t('module.registers')}
      </h2>
      {registers.length === 0 ? (
        <p className="px-5 pb-5 text-soft">{t('module.no-registers')}</p>
      ) : (
        <WideTable>
          <table className="figures w-full text-left text-sm">
            <thead>
              <tr className="text-[0.8125rem] text-soft">
                {columns.map((column) => (
                  <th key={column} scope="col" className="px-2 py-2 font-medium first:pl-5">
                    {t(`module.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {registers.map((one) => (
                <Row key={one.register} one={one} />
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </Card>
  );
}

function Row({ one }: { one: KeyRegister }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="px-2 py-3 pl-5 font-semibold">
        {one.register}
      </th>
      <td className="digits px-2 py-3">{one.supplyGroupCode}</td>
      <td className="px-2 py-3">{one.keyRevisionNumber}</td>
      <td className="px-2 py-3">
        <KeyType of={one.keyType} />
      </td>
      <td className="px-2 py-3">{String(one.dkga).padStart(2, '0')}</td>
      <td className="px-2 py-3">
        {one.baseDate}
        {one.tidEndsAt && <Left until={one.tidEndsAt} by="key" dated />}
      </td>
      <td className="px-2 py-3">
        {one.keyEndsAt === null ? (
          t('module.never')
        ) : (
          <>
            {one.keyExpiryNumber}
            <Left until={one.keyEndsAt} by="key" dated />
          </>
        )}
      </td>
      <td className="px-2 py-3">
        {one.activeFrom === null ? '\u2013' : format.keyDate(one.activeFrom)}
      </td>
      <td className="px-2 py-3">
        {one.issuedUntil === null ? '\u2013' : format.keyDate(one.issuedUntil)}
        {one.issuedUntil && <Left until={one.issuedUntil} by="refresh" />}
      </td>
      <td className="px-2 py-3">
        <Limit left={one.unitLimit} write={format.units} />
      </td>
      <td className="px-2 py-3">
        <Limit left={one.currencyLimit} write={format.money} />
      </td>
    </tr>
  );
}

export function KeyType({ of }: { of: number }) {
  const { t } = useTranslation();
  const names = [t('module.type.0'), t('module.type.1'), t('module.type.2'), t('module.type.3')];
  return names[of] ?? of;
}

interface LeftProps {
  readonly until: string;
  /** Which of the owner's thresholds colour it. */
  readonly by: 'key' | 'refresh';
  readonly dated?: boolean;
}

/** The days left until an instant, and the day itself where it does not stand there already. */
function Left({ until, by, dated = false }: LeftProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const thresholds = useAlarms(({ list }) => list?.thresholds);
  const { days, mood } = countdownTo(
    until,
    new Date(),
    thresholds && {
      amber: by === 'key' ? thresholds.keyDaysAmber : thresholds.refreshDaysAmber,
      red: by === 'key' ? thresholds.keyDaysRed : thresholds.refreshDaysRed,
    },
  );
  return (
    <span className={`block text-xs ${moods[mood]}`}>
      {dated && <span className="block">{format.keyDate(until)}</span>}
      {days < 0
        ? t('module.over')
        : t('module.days-left', { count: days, shown: format.count(days) })}
    </span>
  );
}

function Limit({ left, write }: { left: number | null; write: (left: number) => string }) {
  const { t } = useTranslation();
  if (left === null) return <span className="text-soft">{t('module.no-limit')}</span>;
  if (left === 0) return <span className="font-semibold text-red">{t('module.used-up')}</span>;
  return write(left);
}
