import { FileText, Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../../src-shared/contract/failure.ts';
import type { Output } from '../../../src-shared/contract/procedures.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Slip } from '../../components/slip.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { saveFile } from '../../helpers/save-file.ts';
import { tellDone, tellFailure } from '../../stores/notices.ts';
import { useTill } from '../../stores/till.ts';

/** A Z report as it is printed, with the ways to give it again. */
export function ZSlip({ number }: { number: number }) {
  const { t } = useTranslation();
  const printer = useTill(({ till }) => till?.shop?.printer.kind ?? 'none');
  const [answer, setAnswer] = useState<Answer<Output<'shift.zReport'>> | null>(null);
  const [busy, setBusy] = useState<'print' | 'pdf' | null>(null);
  useEffect(() => {
    let gone = false;
    setAnswer(null);
    void ask('shift.zReport', { number }).then((next) => {
      if (!gone) setAnswer(next);
    });
    return () => {
      gone = true;
    };
  }, [number]);
  const print = async () => {
    if (busy || printer === 'none') return;
    setBusy('print');
    const printed = await ask('shift.printZ', { number });
    setBusy(null);
    if (!printed.ok) {
      tellFailure(printed.error);
      return;
    }
    tellDone(t('shift.printed'));
    // The next one is a copy, and says so.
    setAnswer(await ask('shift.zReport', { number }));
  };
  const pdf = async () => {
    if (busy) return;
    setBusy('pdf');
    const made = await ask('shift.zPdf', { number });
    setBusy(null);
    if (made.ok) saveFile(made.value.fileName, made.value.base64, 'application/pdf');
    else tellFailure(made.error);
  };
  useKeys('screen', {
    F5: () => {
      void print();
      return true;
    },
  });
  if (!answer) return <p className="py-8 text-center text-soft">{t('loading')}</p>;
  if (!answer.ok) return <FailureNote failure={answer.error} />;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-2">
        {printer !== 'none' && (
          <Button
            shortcut="F5"
            disabled={busy === 'print'}
            icon={<Printer aria-hidden="true" className="size-5" />}
            onClick={() => void print()}
          >
            {t('shift.print')}
          </Button>
        )}
        <Button
          disabled={busy === 'pdf'}
          icon={<FileText aria-hidden="true" className="size-5" />}
          onClick={() => void pdf()}
        >
          {t('slip.pdf')}
        </Button>
      </div>
      <div className="rounded-lg bg-canvas p-5">
        <Slip document={answer.value.document} />
      </div>
    </div>
  );
}
