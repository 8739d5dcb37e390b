import { useTranslation } from 'react-i18next';
import type { VerifyResult } from '../../../src-shared/contract/audit-shapes.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { checkLedger, useCheck } from '../../stores/audit.ts';

/** Whether the ledger is what was once written, and if not, where it is not. */
export function LedgerCheck() {
  const { t } = useTranslation();
  const { running, progress, result, failure } = useCheck();
  return (
    <section
      aria-labelledby="ledger-check"
      className="grid gap-3 rounded-lg border border-line p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-60 flex-1">
          <h3 id="ledger-check" className="font-semibold">
            {t('audit.check-title')}
          </h3>
          <p className="mt-0.5 text-sm text-soft">{t('audit.check-about')}</p>
        </div>
        <Button disabled={running} onClick={() => void checkLedger()}>
          {t(running ? 'audit.checking' : 'audit.check')}
        </Button>
      </div>
      {running && (
        <progress
          aria-label={t('audit.checking')}
          className="h-2 w-full accent-accent"
          {...(progress ? { value: progress.done, max: Math.max(1, progress.of) } : {})}
        />
      )}
      <div role="status">{result && <Result result={result} />}</div>
      {failure && <FailureNote failure={failure} />}
    </section>
  );
}

function Result({ result }: { result: VerifyResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ok, rows, seconds, auditSequence, auditHash, problems } = result;
  const facts = { rows: format.count(rows), seconds: format.count(Math.ceil(seconds)) };
  return (
    <div className="grid gap-3">
      <p className={`font-semibold ${ok ? 'text-accent' : 'text-red'}`}>
        {t(ok ? 'audit.right' : 'audit.wrong', facts)}
      </p>
      {problems.length > 0 && (
        <ol aria-label={t('audit.problems')} className="grid gap-2">
          {problems.map(({ rule, place, message }) => (
            <li
              key={`${rule} ${place}`}
              className="rounded-lg border border-red-line bg-red-soft px-4 py-2.5"
            >
              <p className="font-medium text-red">{message}</p>
              <p className="digits text-xs break-words">
                {place} {'\u00b7'} {rule}
              </p>
            </li>
          ))}
        </ol>
      )}
      <div className="text-sm">
        <p className="text-soft">{t('audit.head', { number: format.count(auditSequence) })}</p>
        <p className="digits break-all select-all">{auditHash}</p>
      </div>
    </div>
  );
}
