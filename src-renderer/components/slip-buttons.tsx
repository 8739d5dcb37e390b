import { Copy, FileText, MessageSquareText, Printer, ScrollText } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/contract/shapes.ts';
import { ask } from '../bridge/door.ts';
import { copyText, somethingSelected } from '../helpers/copy.ts';
import { grouped } from '../helpers/groups.ts';
import { useKeys } from '../helpers/keys.ts';
import { saveFile } from '../helpers/save-file.ts';
import { tellDone, tellFailure } from '../stores/notices.ts';
import { useMay } from '../stores/people.ts';
import { goToSettings } from '../stores/settings-part.ts';
import { useTill } from '../stores/till.ts';
import { Button } from './button.tsx';

const SlipDialog = lazy(() => import('./slip-dialog.tsx'));

/**
 * Print, copy, PDF and preview of an issued sale. `copy`: the slip is asked for from the history and is
 * marked COPY.
 */
export function SlipButtons({ sale, copy }: { sale: Sale; copy: boolean }) {
  const { t } = useTranslation();
  const printer = useTill(({ till }) => till?.shop?.printer.kind ?? 'none');
  const printing = useTill(
    ({ lastPrint }) => lastPrint?.saleId === sale.id && lastPrint.state === 'printing',
  );
  const printsEach = useTill(({ till }) => till?.shop?.printEachSale ?? false);
  const printedHere = useTill(({ lastPrint }) => lastPrint?.saleId === sale.id);
  const [busy, setBusy] = useState<'print' | 'pdf' | 'text' | null>(null);
  const [previewed, setPreviewed] = useState(false);

  const again = copy || printsEach || printedHere;
  const none = printer === 'none';
  // The history shows the slip already: what is missing there is the printer.
  const setsUp = useMay('manage-shop') && copy;
  const label = none
    ? setsUp
      ? 'slip.set-up-printer'
      : 'slip.show'
    : again
      ? 'slip.print-again'
      : 'slip.print';
  const print = async () => {
    if (none) {
      if (setsUp) goToSettings('slip');
      else setPreviewed(true);
      return;
    }
    if (busy || printing) return;
    setBusy('print');
    const answer = await ask('slip.print', { saleId: sale.id, copy });
    setBusy(null);
    // A printer's failure is told by its event, beside the token.
    if (!answer.ok) {
      if (useTill.getState().lastPrint?.problem?.code !== answer.error.code)
        tellFailure(answer.error);
    } else if (answer.value.copy) tellDone(t('slip.printed-copy'));
    else tellDone(t('slip.printed'));
  };
  const pdf = async () => {
    if (busy) return;
    setBusy('pdf');
    const answer = await ask('slip.pdf', { saleId: sale.id, copy });
    setBusy(null);
    if (!answer.ok) tellFailure(answer.error);
    else saveFile(answer.value.fileName, answer.value.base64, 'application/pdf');
  };
  const text = async () => {
    if (busy) return;
    setBusy('text');
    const answer = await ask('slip.text', { saleId: sale.id, copy });
    setBusy(null);
    if (!answer.ok) tellFailure(answer.error);
    else if (copyText(answer.value.text)) {
      tellDone(t(answer.value.copy ? 'slip.copied-text-again' : 'slip.copied-text'));
    }
  };
  const copyToken = () => {
    if (copyText(grouped(sale.token ?? ''))) tellDone(t('token.copied'));
  };

  useKeys('screen', {
    F5: () => {
      void print();
      return true;
    },
    'Control+c': () => {
      if (somethingSelected()) return false;
      copyToken();
      return true;
    },
  });

  return (
    <>
      <Button
        shortcut="F5"
        disabled={busy === 'print' || printing}
        icon={<Printer aria-hidden="true" className="size-5" />}
        onClick={() => void print()}
      >
        {t(label)}
      </Button>
      <Button
        shortcut="Ctrl C"
        icon={<Copy aria-hidden="true" className="size-5" />}
        onClick={copyToken}
      >
        {t('token.copy')}
      </Button>
      <fieldset className="flex">
        <legend className="sr-only">{t('slip.share')}</legend>
        <Button
          className="grow rounded-r-none"
          disabled={busy === 'pdf'}
          icon={<FileText aria-hidden="true" className="size-5 max-xl:hidden" />}
          onClick={() => void pdf()}
        >
          {t('slip.pdf')}
        </Button>
        <Button
          className="-ml-px grow rounded-l-none"
          disabled={busy === 'text'}
          icon={<MessageSquareText aria-hidden="true" className="size-5 max-xl:hidden" />}
          onClick={() => void text()}
        >
          {t('slip.copy-text')}
        </Button>
      </fieldset>
      {!copy && !none && (
        <Button
          icon={<ScrollText aria-hidden="true" className="size-5" />}
          onClick={() => setPreviewed(true)}
        >
          {t('slip.preview')}
        </Button>
      )}
      {previewed && (
        <Suspense fallback={null}>
          <SlipDialog
            saleId={sale.id}
            copy={copy}
            noPrinter={none}
            onClose={() => setPreviewed(false)}
          />
        </Suspense>
      )}
    </>
  );
}
