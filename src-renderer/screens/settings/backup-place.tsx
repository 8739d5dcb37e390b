import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupState } from '../../../src-shared/contract/backup-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { FolderField } from '../../components/folder-field.tsx';
import {
  NewPassphrase,
  noPassphrase,
  passphraseProblem,
} from '../../components/new-passphrase.tsx';
import { Switch } from '../../components/switch.tsx';
import { saveBackup } from '../../stores/backup.ts';
import { tellDone } from '../../stores/notices.ts';

/** Where copies go, and whether a stick that is found can be read. */
export function BackupPlace({ state }: { state: BackupState }) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState(state.folder ?? '');
  const [encrypt, setEncrypt] = useState(state.encrypted);
  const [draft, setDraft] = useState(noPassphrase);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const keeps = state.encrypted && draft.text === '' && draft.again === '';
  const problem = encrypt && !keeps ? passphraseProblem(draft) : null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem !== null || busy || folder.trim() === '') return;
    setBusy(true);
    const said = await saveBackup(folder, encrypt ? (keeps ? null : draft.text) : '');
    setBusy(false);
    setFailure(said);
    if (said) return;
    setDraft(noPassphrase);
    setTried(false);
    tellDone(t('backup.saved'));
  };
  return (
    <form onSubmit={(event) => void save(event)} noValidate className="grid gap-4">
      <FolderField
        label={t('backup.folder')}
        hint={t('backup.folder-hint')}
        value={folder}
        onChange={setFolder}
      />
      <Switch
        label={t('backup.encrypt')}
        hint={t('backup.encrypt-hint')}
        checked={encrypt}
        onChange={setEncrypt}
      />
      {encrypt && (
        <NewPassphrase
          draft={draft}
          onChange={setDraft}
          kept={state.encrypted}
          problem={tried ? problem : null}
        />
      )}
      {failure && <FailureNote failure={failure} className="break-words" />}
      <Button
        type="submit"
        look={state.folder ? 'plain' : 'primary'}
        className="justify-self-start"
        disabled={busy || folder.trim() === ''}
      >
        {t('backup.save')}
      </Button>
    </form>
  );
}
