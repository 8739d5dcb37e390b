import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../src-shared/contract/failure.ts';
import { moveShop } from '../stores/backup.ts';
import { useTill } from '../stores/till.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureNote } from './failure-note.tsx';
import { FolderField } from './folder-field.tsx';
import { NewPassphrase, noPassphrase, passphraseProblem } from './new-passphrase.tsx';

interface MoveDialogProps {
  folder: string;
  onClose: () => void;
}

/** Ends the shop here and writes it into a file: said in words before it is done. */
export function MoveDialog({ folder: usual, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const isMoved = useTill(({ till }) => (till?.movedAt ?? null) !== null);
  const [folder, setFolder] = useState(usual);
  const [draft, setDraft] = useState(noPassphrase);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [file, setFile] = useState<string | null>(null);
  const problem = passphraseProblem(draft);
  const write = async () => {
    setTried(true);
    if (problem !== null || busy || folder.trim() === '') return;
    setBusy(true);
    const answer = await moveShop(folder, draft.text);
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setFile(answer.value.file);
  };
  if (file !== null) {
    return (
      <Dialog
        title={t('move.done-title')}
        onClose={onClose}
        actions={
          <Button look="primary" data-first onClick={onClose}>
            {t('close')}
          </Button>
        }
      >
        <p className="digits rounded-lg bg-raised p-3 text-sm break-all select-all">{file}</p>
        <p className="mt-3">{t('move.next')}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      wide
      title={t('move.dialog-title')}
      onClose={() => {
        if (!busy) onClose();
      }}
      actions={
        <>
          <p role="status" className="mr-auto self-center text-soft">
            {busy && t('move.writing')}
          </p>
          <Button shortcut="Esc" disabled={busy} onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            look="danger"
            disabled={busy || folder.trim() === ''}
            onClick={() => void write()}
          >
            {t(isMoved ? 'move.again' : 'move.do')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p>{t('move.consequence')}</p>
        <FolderField label={t('move.folder')} value={folder} onChange={setFolder} />
        <NewPassphrase draft={draft} onChange={setDraft} problem={tried ? problem : null} />
        {failure && <FailureNote failure={failure} className="break-words" />}
      </div>
    </Dialog>
  );
}
