import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Person } from '../../../src-shared/contract/people-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { tellDone } from '../../stores/notices.ts';
import { LockFields } from './lock-fields.tsx';
import { Part, type PartProps } from './part.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonRow } from './person-row.tsx';
import { RetireDialog } from './retire-dialog.tsx';

/** Who works here, what each may do, and when the till asks who is there. */
export function PeoplePart({ draft }: PartProps) {
  const { t } = useTranslation();
  const [people, setPeople] = useState<readonly Person[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Person | null>(null);
  useEffect(() => {
    void ask('people.list', {}).then((answer) => {
      if (answer.ok) setPeople(answer.value);
      else setFailure(answer.error);
    });
  }, []);
  const unlock = async ({ id, name }: Person) => {
    const answer = await ask('people.unlock', { operatorId: id });
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    setPeople(answer.value);
    tellDone(t('people.unlocked', { name }));
  };

  if (editing) {
    const known = editing === 'new' ? null : editing;
    return (
      <Part title={known ? t('people.edit', { name: known.name }) : t('people.new')}>
        <PersonForm
          person={known}
          onSaved={(saved, name) => {
            setPeople(saved);
            setEditing(null);
            tellDone(t('people.saved', { name }));
          }}
          onCancel={() => setEditing(null)}
        />
      </Part>
    );
  }
  const working = people?.filter(({ retiredAt }) => retiredAt === null) ?? [];
  const gone = people?.filter(({ retiredAt }) => retiredAt !== null) ?? [];
  return (
    <Part title={t('settings.people')}>
      {failure && <FailureNote failure={failure} />}
      {!people && !failure && <p className="text-soft">{t('loading')}</p>}
      <ul aria-label={t('settings.people')} className="grid gap-3">
        {working.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            onEdit={() => setEditing(person)}
            onUnlock={() => void unlock(person)}
            onRetire={() => setLeaving(person)}
          />
        ))}
      </ul>
      <Button className="justify-self-start" onClick={() => setEditing('new')}>
        {t('people.add')}
      </Button>
      {gone.length > 0 && (
        <div>
          <h3 className="font-semibold">{t('people.gone')}</h3>
          <p className="mt-1 text-soft">{gone.map(({ name }) => name).join(', ')}</p>
        </div>
      )}
      {people && <LockFields draft={draft} alone={working.length === 1} />}
      {leaving && (
        <RetireDialog
          person={leaving}
          onClose={() => setLeaving(null)}
          onDone={(left) => {
            setPeople(left);
            setLeaving(null);
            tellDone(t('people.retired', { name: leaving.name }));
          }}
        />
      )}
    </Part>
  );
}
