import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../src-shared/contract/audit-shapes.ts';
import { useFormat } from '../../i18n/use-format.ts';

/** One thing that was done: what, who and when; what stands in the ledger opens under it. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { sequence, at, operatorName, approvedBy, what, sentence, facts, hash } = entry;
  return (
    <li className="border-t border-line first:border-t-0">
      <details>
        <summary className="grid min-h-14 cursor-pointer content-center gap-0.5 rounded-lg px-2 py-2 hover:bg-raised">
          <span className="font-medium break-words">{sentence}</span>
          <span className="figures text-[0.8125rem] text-soft">
            {format.moment(at)} {'\u00b7'} {operatorName ?? t('audit.nobody')}
            {approvedBy !== null && ` \u00b7 ${t('audit.approved-by', { name: approvedBy })}`}
          </span>
        </summary>
        <dl className="digits mx-2 mb-3 grid gap-1 rounded-lg bg-raised p-3 text-xs break-all">
          <div>
            <dt className="text-soft">{t('audit.number')}</dt>
            <dd>
              {sequence} {'\u00b7'} {what}
            </dd>
          </div>
          <div>
            <dt className="text-soft">{t('audit.facts')}</dt>
            <dd className="select-all">{facts}</dd>
          </div>
          <div>
            <dt className="text-soft">{t('audit.hash')}</dt>
            <dd className="select-all">{hash}</dd>
          </div>
        </dl>
      </details>
    </li>
  );
}
