import { FileSpreadsheet, FileText, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import { Button } from '../../components/button.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { useMay } from '../../stores/people.ts';
import { goToSettings } from '../../stores/settings-part.ts';
import { useTill } from '../../stores/till.ts';
import { useExport } from './use-export.ts';

/** CSV, PDF and print of a report, each with its key. */
export function ExportButtons({ question }: { question: Input<'reports.make'> }) {
  const { t } = useTranslation();
  const hasPrinter = useTill(({ till }) => (till?.shop?.printer.kind ?? 'none') !== 'none');
  const { busy, save, print } = useExport(question);
  const maySetUp = useMay('manage-shop');
  const printOrSetUp = () => {
    if (hasPrinter) void print();
    else if (maySetUp) goToSettings('slip');
  };
  useKeys('screen', {
    'Control+s': () => {
      void save('csv');
      return true;
    },
    'Control+p': () => {
      void save('pdf');
      return true;
    },
    F5: () => {
      printOrSetUp();
      return true;
    },
  });
  const icon = 'size-4.5';
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        shortcut="Ctrl S"
        className="px-3"
        disabled={busy}
        icon={<FileSpreadsheet aria-hidden="true" className={icon} />}
        onClick={() => void save('csv')}
      >
        CSV
      </Button>
      <Button
        shortcut="Ctrl P"
        className="px-3"
        disabled={busy}
        icon={<FileText aria-hidden="true" className={icon} />}
        onClick={() => void save('pdf')}
      >
        PDF
      </Button>
      {(hasPrinter || maySetUp) && (
        <Button
          shortcut="F5"
          className="px-3"
          disabled={busy}
          icon={<Printer aria-hidden="true" className={icon} />}
          onClick={printOrSetUp}
        >
          {hasPrinter ? t('reports.print') : t('slip.set-up-printer')}
        </Button>
      )}
    </div>
  );
}
