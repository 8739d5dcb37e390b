import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../src-shared/contract/audit-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { latestOnly } from '../../helpers/latest.ts';
import { AuditRow } from './audit-row.tsx';
import { LedgerCheck } from './ledger-check.tsx';

const PAGE = 50;
const LONGEST_SEARCH = 100;

/** Who did what here, the latest first, and whether the ledger still is what was written. */
export function AuditPart() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  /** Where it goes on; null at the end. */
  const [next, setNext] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const finder = useRef(
    latestOnly(
      (wanted: { text: string; before: number | null }) =>
        ask('audit.list', { ...wanted, limit: PAGE }),
      ({ before }, answer) => {
        setBusy(false);
        setFailure(answer.ok ? null : answer.error);
        if (!answer.ok) return;
        const { entries: found } = answer.value;
        setEntries((now) => (before === null ? found : [...(now ?? []), ...found]));
        setNext(answer.value.next);
      },
    ),
  );
  useEffect(() => finder.current.send({ text, before: null }), [text]);
  const loadMore = () => {
    if (busy) return;
    setBusy(true);
    finder.current.send({ text, before: next });
  };
  return (
    <div className="grid gap-5">
      <h2 className="text-lg font-semibold">{t('settings.audit')}</h2>
      <LedgerCheck />
      <Field
        type="search"
        label={t('audit.search')}
        maxLength={LONGEST_SEARCH}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {failure && <FailureNote failure={failure} />}
      {entries === null && !failure && <p className="text-soft">{t('loading')}</p>}
      {entries?.length === 0 && (
        <p className="text-soft">{t(next === null ? 'audit.none' : 'audit.none-yet')}</p>
      )}
      <ul aria-label={t('settings.audit')}>
        {entries?.map((entry) => (
          <AuditRow key={entry.sequence} entry={entry} />
        ))}
      </ul>
      {next !== null && (
        <Button className="justify-self-start" disabled={busy} onClick={loadMore}>
          {t(busy ? 'loading' : 'audit.more')}
        </Button>
      )}
    </div>
  );
}
