import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import { ImportLookCard } from './import-look.tsx';
import { useImport } from './use-import.ts';

interface ImportPanelProps {
  /** Meters and customers were added or changed. */
  onDone: () => void;
  onClose: () => void;
}

/** Meters and customers from a file: chosen, looked at, taken over. */
export default function ImportPanel({ onDone, onClose }: ImportPanelProps) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const { state, failure, progress, open, look, take } = useImport(onDone);
  const busy = state.at === 'sending' || state.at === 'looking' || state.at === 'taking';
  return (
    <Card
      aria-labelledby="import"
      className="min-h-0 overflow-auto p-5"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!busy) open(event.dataTransfer.files[0]);
      }}
    >
      <div className="flex items-start justify-between gap-3">
        <h2 id="import" className="text-lg font-semibold">
          {t('import.title')}
        </h2>
        <Button look="quiet" shortcut="Esc" className="-mt-2 -mr-3 shrink-0 px-3" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      <p className="mt-1 text-soft">{t('import.about')}</p>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button
          ref={focusFirst}
          look={state.at === 'none' ? 'primary' : 'plain'}
          disabled={busy}
          icon={<FileUp aria-hidden="true" className="size-5" />}
          onClick={() => file.current?.click()}
        >
          {t(state.at === 'none' ? 'import.choose' : 'import.choose-other')}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          className="hidden"
          tabIndex={-1}
          aria-hidden="true"
          onChange={({ target }) => {
            open(target.files?.[0]);
            // The same file may be chosen again.
            target.value = '';
          }}
        />
        {state.at === 'none' && <p className="text-sm text-soft">{t('import.drop')}</p>}
      </div>
      {busy && (
        <p role="status" className="mt-4 flex flex-wrap items-center gap-3">
          <progress
            aria-label={t(`import.${state.at}`)}
            className="h-2 w-48 accent-accent"
            {...(progress ? { value: progress.done, max: Math.max(1, progress.of) } : {})}
          />
          {t(`import.${state.at}`)}
        </p>
      )}
      {failure && <FailureNote failure={failure} className="mt-4" />}
      {(state.at === 'looked' || state.at === 'done' || state.at === 'taking') && (
        <ImportLookCard
          key={state.look.importId}
          look={state.look}
          done={state.at === 'done'}
          busy={busy}
          onTariff={look}
          onTake={take}
        />
      )}
    </Card>
  );
}
