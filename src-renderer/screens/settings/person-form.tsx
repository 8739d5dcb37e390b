import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Person } from '../../../src-shared/contract/people-shapes.ts';
import { type Role, roles } from '../../../src-shared/contract/permissions.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Switch } from '../../components/switch.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import { useKeys } from '../../helpers/keys.ts';
import { type PinProblem, secretProblem } from '../../helpers/pin.ts';
import { noSecret, SecretFields } from './secret-fields.tsx';

interface PersonFormProps {
  /** Null for somebody new. */
  person: Person | null;
  onSaved: (people: readonly Person[], name: string) => void;
  onCancel: () => void;
}

/** Somebody new, or another name, role or secret for somebody. */
export function PersonForm({ person, onSaved, onCancel }: PersonFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<Role>(person?.role ?? 'vendor');
  const [secretToo, setSecretToo] = useState(person === null);
  const [secret, setSecret] = useState(noSecret);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<PinProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const wrong = secretToo ? secretProblem(secret, secret.again) : null;
    setProblem(wrong);
    if (busy || wrong !== null || name.trim() === '') return;
    setBusy(true);
    setFailure(null);
    const { kind, text } = secret;
    const answer = await ask('people.save', {
      id: person?.id ?? null,
      name,
      role,
      secret: secretToo ? { kind, text } : null,
    });
    setBusy(false);
    if (answer.ok) onSaved(answer.value, name.trim());
    else setFailure(answer.error);
  };
  useKeys('screen', {
    Escape: () => {
      onCancel();
      return true;
    },
  });
  return (
    <form onSubmit={(event) => void save(event)} noValidate className="grid gap-4">
      <Field
        ref={focusFirst}
        label={t('people.name')}
        maxLength={40}
        value={name}
        problem={tried && name.trim() === '' ? t('first-run.missing') : null}
        onChange={(event) => setName(event.target.value)}
      />
      <div>
        <Segmented<Role>
          label={t('people.role')}
          value={role}
          onChange={setRole}
          options={roles.map((each) => ({ value: each, text: t(`role.${each}`) }))}
        />
        <p aria-live="polite" className="mt-2 text-[0.8125rem] text-soft">
          {t(`role.about-${role}`)}
        </p>
      </div>
      {person && (
        <Switch
          label={t('people.another-secret')}
          hint={t('people.another-secret-hint')}
          checked={secretToo}
          onChange={setSecretToo}
        />
      )}
      {secretToo && <SecretFields draft={secret} onChange={setSecret} problem={problem} />}
      {failure && <FailureNote failure={failure} />}
      <div className="flex justify-end gap-3">
        <Button shortcut="Esc" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button type="submit" look="primary" shortcut="Enter" disabled={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
