import { Printer, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { FoundPrinter, PrinterSettings } from '../../src-shared/contract/printing-shapes.ts';
import { ask } from '../bridge/door.ts';
import { placed } from '../helpers/placed.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import { usbLabel } from './printer-draft.ts';
import { useArrowsAmongRows } from './rows.ts';

interface PrinterSearchProps {
  kind: PrinterSettings['kind'];
  onChoose: (printer: PrinterSettings) => void;
}

/** The printers of one kind that the till's computer knows of, looked for when somebody wants to know. */
export function PrinterSearch({ kind, onChoose }: PrinterSearchProps) {
  const { t } = useTranslation();
  const [found, setFound] = useState<readonly FoundPrinter[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const rows = useArrowsAmongRows<HTMLDivElement>();
  const shown = found?.filter(({ printer }) => printer.kind === kind);

  const find = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await ask('printers.find', {});
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setFound(answer.value);
  };

  return (
    <div>
      <Button
        disabled={busy}
        icon={<RefreshCw aria-hidden="true" className={`size-4 ${busy ? 'animate-spin' : ''}`} />}
        onClick={() => void find()}
      >
        {t(busy ? 'paper.finding' : 'paper.find')}
      </Button>
      {failure && <FailureNote failure={failure} className="mt-3" />}
      <div ref={rows} aria-live="polite">
        {shown?.length === 0 && <p className="mt-3 text-soft">{t('paper.found-none')}</p>}
        {shown && shown.length > 0 && (
          <ul aria-label={t('paper.found')} className="mt-3 rounded-lg border border-line">
            {placed(shown).map(({ place, item }) => (
              <li key={place} className="border-t border-line first:border-t-0">
                <button
                  type="button"
                  data-row=""
                  onClick={() => onChoose(item.printer)}
                  className="flex min-h-12 w-full items-center gap-3 px-4 py-2 text-left hover:bg-accent-soft"
                >
                  <Printer aria-hidden="true" className="size-5 shrink-0 text-soft" />
                  <span className="min-w-0 flex-1 font-medium">
                    {item.description || labelOf(item.printer)}
                    {item.description !== '' && item.description !== labelOf(item.printer) && (
                      <span className="ml-3 text-sm font-normal break-all text-soft">
                        {labelOf(item.printer)}
                      </span>
                    )}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function labelOf(printer: PrinterSettings): string {
  switch (printer.kind) {
    case 'none':
      return '';
    case 'tcp':
      return printer.host;
    case 'serial':
      return printer.path;
    case 'usb':
      return usbLabel(printer);
    case 'system':
      return printer.queue;
  }
}
