import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Person } from '../../../src-shared/contract/people-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNote } from '../../components/failure-note.tsx';

interface RetireDialogProps {
  person: Person;
  onClose: () => void;
  onDone: (people: readonly Person[]) => void;
}

/** Asks once whether somebody leaves, and says what that means. */
export function RetireDialog({ person, onClose, onDone }: RetireDialogProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { id, name } = person;
  const retire = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await ask('people.retire', { operatorId: id });
    setBusy(false);
    if (answer.ok) onDone(answer.value);
    else setFailure(answer.error);
  };
  return (
    <Dialog
      title={t('people.retire-title', { name })}
      onClose={onClose}
      actions={
        <>
          <Button shortcut="Esc" data-first onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button look="danger" disabled={busy} onClick={() => void retire()}>
            {t('people.retire-name', { name })}
          </Button>
        </>
      }
    >
      <p>{t('people.retire-about')}</p>
      {failure && <FailureNote failure={failure} className="mt-4" />}
    </Dialog>
  );
}
