import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { FileFormat } from '../../../src-shared/contract/import-shapes.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { saveText } from '../../helpers/save-file.ts';
import { tellDone } from '../../stores/notices.ts';
import { exportedFile } from './file-travel.ts';

/** All meters with their customers as a file, in the format that is chosen. */
export default function ExportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<FileFormat>('plain');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await exportedFile(format);
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    const fileName = format === 'plain' ? 'customers.csv' : 'prismvend-meters.csv';
    saveText(fileName, answer.value, 'text/csv;charset=utf-8');
    tellDone(t('export.done', { file: fileName }));
    onClose();
  };
  return (
    <FormDialog
      title={t('export.title')}
      submit={t('export.submit')}
      disabled={busy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>{t('export.about')}</p>
      <Segmented
        label={t('export.format')}
        value={format}
        onChange={setFormat}
        options={[
          { value: 'plain', text: t('export.plain') },
          { value: 'prismvend', text: t('export.prismvend') },
        ]}
      />
      <p className="text-soft">
        {t(format === 'plain' ? 'export.plain-about' : 'export.prismvend-about')}
      </p>
    </FormDialog>
  );
}
