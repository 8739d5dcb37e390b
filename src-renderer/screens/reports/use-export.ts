import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import { ask } from '../../bridge/door.ts';
import { saveFile } from '../../helpers/save-file.ts';
import { tellDone, tellFailure } from '../../stores/notices.ts';

const TYPES = { csv: 'text/csv;charset=utf-8', pdf: 'application/pdf' } as const;

/** The ways to take a report along: a spreadsheet, a PDF, the receipt printer. */
export function useExport(question: Input<'reports.make'>) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const save = async (kind: keyof typeof TYPES) => {
    if (busy) return;
    setBusy(true);
    const answer = await (kind === 'csv'
      ? ask('reports.csv', question)
      : ask('reports.pdf', question));
    setBusy(false);
    if (!answer.ok) {
      tellFailure(answer.error);
      return;
    }
    saveFile(answer.value.fileName, answer.value.base64, TYPES[kind]);
    tellDone(t('reports.saved', { file: answer.value.fileName }));
  };
  const print = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await ask('reports.print', question);
    setBusy(false);
    if (answer.ok) tellDone(t('reports.printed'));
    else tellFailure(answer.error);
  };
  return { busy, save, print };
}
