import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestoreLook } from '../../../src-shared/contract/backup-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { FolderField } from '../../components/folder-field.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import { useKeys } from '../../helpers/keys.ts';
import { CopyChoice } from './copy-choice.tsx';
import { CopyLook } from './copy-look.tsx';

interface RestoreStepsProps {
  /** Where copies are looked for first; may be empty. */
  folder: string;
  onBack: () => void;
}

/** The way back from a copy: where it is, which one, what it would do, and only then done. */
export default function RestoreSteps({ folder: usual, onBack }: RestoreStepsProps) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState(usual);
  const [looks, setLooks] = useState<readonly RestoreLook[] | null>(null);
  const [chosen, setChosen] = useState<RestoreLook | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const back = () => {
    if (chosen) setChosen(null);
    else onBack();
  };
  useKeys('screen', {
    Escape: () => {
      back();
      return true;
    },
  });
  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || folder.trim() === '') return;
    setBusy(true);
    const answer = await ask('restore.find', { folder });
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    setLooks(answer.ok ? answer.value : null);
  };
  if (chosen) return <CopyLook copy={chosen} onBack={() => setChosen(null)} />;
  return (
    <div className="grid gap-4">
      <p className="text-soft">{t('restore.about')}</p>
      <form onSubmit={(event) => void find(event)} noValidate className="grid gap-3">
        <FolderField
          ref={focusFirst}
          label={t('restore.folder')}
          value={folder}
          onChange={setFolder}
        />
        <div className="flex flex-wrap items-center gap-3">
          <Button shortcut="Esc" onClick={back}>
            {t('back')}
          </Button>
          <Button
            type="submit"
            look={looks?.length ? 'plain' : 'primary'}
            shortcut="Enter"
            disabled={busy || folder.trim() === ''}
          >
            {t('restore.find')}
          </Button>
          <p role="status" className="text-soft">
            {busy && t('restore.finding')}
            {!busy && looks?.length === 0 && t('restore.none')}
          </p>
        </div>
      </form>
      {failure && <FailureNote failure={failure} className="break-words" />}
      {looks && looks.length > 0 && <CopyChoice looks={looks} onChoose={setChosen} />}
    </div>
  );
}
