import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { ImportLook, ImportRow, RowKind } from '../../../src-shared/contract/import-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useFormat } from '../../i18n/use-format.ts';

const PAGE = 50;
const KINDS: readonly RowKind[] = ['new', 'changed', 'same', 'wrong'];
const LOOKED_AT_FIRST: readonly RowKind[] = ['wrong', 'new', 'changed'];

/** The rows of a file, all or those of one kind, each with what is to be said of it. */
export function ImportRows({ look }: { look: ImportLook }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts } = look;
  const [chosen, setChosen] = useState<RowKind | null>(null);
  // What is wrong is what somebody has to look at.
  const kind = chosen ?? LOOKED_AT_FIRST.find((each) => counts[each] > 0) ?? 'same';
  const [rows, setRows] = useState<readonly ImportRow[] | null>(null);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(
    async (shown: readonly ImportRow[]) => {
      const asked = { importId: look.importId, kind, from: shown.length, limit: PAGE };
      const answer = await ask('imports.rows', asked);
      setFailure(answer.ok ? null : answer.error);
      if (!answer.ok) return;
      setRows([...shown, ...answer.value.rows]);
      setMore(answer.value.more);
    },
    // The same file looked at anew, with another price, has other rows.
    [look, kind],
  );
  useEffect(() => void load([]), [load]);
  return (
    <div>
      <Segmented
        label={t('import.rows')}
        labelShown={false}
        value={kind}
        onChange={setChosen}
        options={KINDS.map((each) => ({
          value: each,
          text: `${t(`import.kind.${each}`)} ${format.count(counts[each])}`,
        }))}
      />
      {failure && <FailureNote failure={failure} className="mt-3" />}
      {rows?.length === 0 && <p className="mt-3 text-soft">{t('import.none')}</p>}
      {rows && rows.length > 0 && (
        <WideTable className="mt-3">
          <table className="w-full text-sm">
            <thead>
              <tr className="text-left text-soft">
                <th className="py-1 pr-4 font-medium">{t('import.line')}</th>
                <th className="py-1 pr-4 font-medium">{t('meter.number')}</th>
                <th className="py-1 pr-4 font-medium">{t('meter.customer-name')}</th>
                <th className="py-1 font-medium">{t('import.said')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.line} className="border-t border-line align-top">
                  <td className="figures py-1.5 pr-4 text-soft">{row.line}</td>
                  <td className="digits py-1.5 pr-4 whitespace-nowrap">{row.meterNumber}</td>
                  <td className="max-w-48 py-1.5 pr-4 break-words">{row.name}</td>
                  <td className={`min-w-56 py-1.5 ${row.kind === 'wrong' ? 'text-red' : ''}`}>
                    {row.about}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {rows && more && (
        <Button look="quiet" className="mt-1 w-full" onClick={() => void load(rows)}>
          {t('customers.more')}
        </Button>
      )}
    </div>
  );
}
