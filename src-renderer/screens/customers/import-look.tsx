import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { ImportLook } from '../../../src-shared/contract/import-shapes.ts';
import type { Output } from '../../../src-shared/contract/procedures.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Choice } from '../../components/field.tsx';
import { saveText } from '../../helpers/save-file.ts';
import { filledFile } from './file-travel.ts';
import { ImportRows } from './import-rows.tsx';

interface ImportLookProps {
  look: ImportLook;
  /** It was taken over. */
  done: boolean;
  busy: boolean;
  onTariff: (importId: string, tariffId: number) => void;
  onTake: (look: ImportLook) => void;
}

const CSV = 'text/csv;charset=utf-8';

/** What is in a file: how many rows of each kind, the rows themselves, and what can be done with them. */
export function ImportLookCard({ look, done, busy, onTariff, onTake }: ImportLookProps) {
  const { t } = useTranslation();
  const [tariffs, setTariffs] = useState<Output<'tariffs.list'>>([]);
  const [tariff, setTariff] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const { importId, counts, fileName } = look;
  const good = counts.new + counts.changed;
  useEffect(() => {
    void ask('tariffs.list', {}).then((answer) => {
      if (answer.ok) setTariffs(answer.value);
      else setFailure(answer.error);
    });
  }, []);
  const save = async (wrongOnly: boolean) => {
    const answer = await filledFile(importId, wrongOnly);
    setFailure(answer.ok ? null : answer.error);
    const name = fileName.replace(/\.\w+$/u, '');
    if (answer.ok) {
      saveText(`${name}-${wrongOnly ? 'wrong' : 'result'}.csv`, answer.value, CSV);
    }
  };
  return (
    <div className="mt-4 grid gap-4">
      <p className="break-words">
        <span className="font-semibold">{fileName}</span>{' '}
        <span className="text-soft">
          {t(look.format === 'prismvend' ? 'import.prismvend' : 'import.plain')}
        </span>
      </p>
      {look.needsTariff && !done && tariffs.length > 1 && (
        <Choice
          className="max-w-80"
          label={t('import.tariff')}
          hint={t('import.tariff-hint')}
          value={tariff}
          onChange={(value) => {
            setTariff(value);
            if (value !== '') onTariff(importId, Number(value));
          }}
          options={[
            { value: '', text: t('import.tariff-none') },
            ...tariffs.map((one) => ({ value: String(one.id), text: one.name })),
          ]}
        />
      )}
      <div className="flex flex-wrap gap-3">
        {!done && (
          <Button look="primary" disabled={busy || good === 0} onClick={() => onTake(look)}>
            {t('import.take', { count: good })}
          </Button>
        )}
        {counts.wrong > 0 && (
          <Button
            disabled={busy}
            icon={<Download aria-hidden="true" className="size-5" />}
            onClick={() => void save(true)}
          >
            {t('import.save-wrong')}
          </Button>
        )}
        {done && (
          <Button
            disabled={busy}
            icon={<Download aria-hidden="true" className="size-5" />}
            onClick={() => void save(false)}
          >
            {t('import.save-result')}
          </Button>
        )}
      </div>
      {counts.wrong > 0 && !done && <p className="text-soft">{t('import.wrong-left')}</p>}
      {failure && <FailureNote failure={failure} />}
      <ImportRows key={String(done)} look={look} />
    </div>
  );
}
