import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { KeyLoad, KeyOfFile } from '../../../src-shared/contract/key-shapes.ts';
import { WideTable } from '../../components/wide-table.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { KeyType } from './register-table.tsx';

/** How an outcome looks. */
export const resultMoods: Readonly<Record<KeyLoad['result'], string>> = {
  loaded: 'text-accent',
  refused: 'text-red',
  unknown: 'text-amber',
  skipped: 'text-soft',
};

type KeyInFile = KeyOfFile & {
  readonly result?: KeyLoad['result'];
  readonly problem?: Failure | null;
};

/** The keys of a file: what they are and do, and what became of them. */
export function KeyFileTable({ keys }: { keys: readonly KeyInFile[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  // Two keys of a file may be for the same register: only their place tells them apart.
  const rows = keys.map((key, index) => ({ key, place: index + 1 }));
  const limit = (left: number | null, write: (left: number) => string) =>
    left === null ? t('module.no-limit') : write(left);
  const columns = [
    t('module.column.register'),
    t('module.column.sgc'),
    t('module.column.krn'),
    t('module.column.kt'),
    t('module.column.dkga'),
    t('module.column.base-date'),
    t('module.column.ken'),
    t('module.column.active'),
    t('module.column.issued'),
    t('module.column.unit-limit'),
    t('module.column.currency-limit'),
    keys.some(({ result }) => result) ? t('key-file.column.result') : t('key-file.column.effect'),
  ];
  return (
    <WideTable className="-mx-5">
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
          {rows.map(({ key, place }) => (
            <tr key={place} className="border-t border-line align-top">
              <th scope="row" className="px-3 py-3 pl-5 font-semibold">
                {key.register}
              </th>
              <td className="digits px-3 py-3">{key.supplyGroupCode}</td>
              <td className="px-3 py-3">{key.keyRevisionNumber}</td>
              <td className="px-3 py-3">
                <KeyType of={key.keyType} />
              </td>
              <td className="px-3 py-3">{String(key.dkga).padStart(2, '0')}</td>
              <td className="px-3 py-3">{key.baseDate}</td>
              <td className="px-3 py-3">
                {key.keyEndsAt === null ? t('module.never') : format.keyDate(key.keyEndsAt)}
              </td>
              <td className="px-3 py-3">
                {key.activeFrom === null ? '\u2013' : format.keyDate(key.activeFrom)}
              </td>
              <td className="px-3 py-3">
                {key.issuedUntil === null ? '\u2013' : format.keyDate(key.issuedUntil)}
              </td>
              <td className="px-3 py-3">{limit(key.unitLimit, format.units)}</td>
              <td className="px-3 py-3">{limit(key.currencyLimit, format.money)}</td>
              <td className="px-3 py-3">
                {key.result ? (
                  <span className={`font-semibold ${resultMoods[key.result]}`}>
                    {t(`key-file.result.${key.result}`)}
                  </span>
                ) : (
                  t(`key-file.effect.${key.effect}`)
                )}
                {key.problem && (
                  <p className="mt-0.5 min-w-48 text-xs">
                    {key.problem.message} {key.problem.hint}
                  </p>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
