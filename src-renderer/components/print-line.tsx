import { Check, LoaderCircle, PrinterCheck } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { dismissFailure } from '../stores/notices.ts';
import { usePrinter } from '../stores/printer.ts';
import { useTill } from '../stores/till.ts';
import { FailureNote } from './failure-note.tsx';

interface PrintLineProps {
  saleId: number;
  /** Says nothing while nothing is being printed. */
  quiet?: boolean;
}

/** How far this sale's slip is. */
export function PrintLine({ saleId, quiet = false }: PrintLineProps) {
  const { t } = useTranslation();
  const print = useTill(({ lastPrint }) => (lastPrint?.saleId === saleId ? lastPrint : null));
  if (!print && quiet) return null;
  if (!print) {
    return (
      <p role="status" className="mt-3 flex items-center gap-2 text-sm text-soft">
        <Check aria-hidden="true" className="size-4" />
        {t('progress.saved')}
      </p>
    );
  }
  if (print.state === 'failed') return null;
  const Icon = print.state === 'printing' ? LoaderCircle : PrinterCheck;
  return (
    <p role="status" className="mt-3 flex items-center gap-2 text-sm text-soft">
      <Icon
        aria-hidden="true"
        className={`size-4 ${print.state === 'printing' ? 'animate-spin' : ''}`}
      />
      {t(`progress.${print.state}`)}
    </p>
  );
}

/** Why the drawer did not open for the cash of these sales: below their tokens and the change. */
export function DrawerFailure({
  saleIds,
  className = '',
}: {
  saleIds: readonly number[];
  className?: string;
}) {
  const stuck = usePrinter((store) => store.stuck);
  const problem = stuck && saleIds.includes(stuck.saleId) ? stuck.problem : null;
  useEffect(() => {
    // It may have come before its token did.
    if (problem) dismissFailure(problem.code);
  }, [problem]);
  return problem && <FailureNote failure={problem} className={className} />;
}

/** What these say says already what becomes of the slip; and without a printer nothing waits. */
const SAYS_IT = ['printer.none', 'printer.paper-out', 'printer.cover-open', 'printer.offline'];

/** Why this sale's slip is not on paper. The token stays where it is. */
export function PrintFailure({ saleId, className = '' }: { saleId: number; className?: string }) {
  const problem = useTill(({ lastPrint }) =>
    lastPrint?.saleId === saleId && lastPrint.state === 'failed' ? lastPrint.problem : null,
  );
  const { t } = useTranslation();
  if (!problem) return null;
  return (
    <div className={className}>
      <FailureNote failure={problem} />
      {!SAYS_IT.includes(problem.code) && (
        <p className="mt-2 text-sm text-soft">{t('paper.waiting.waits')}</p>
      )}
    </div>
  );
}
