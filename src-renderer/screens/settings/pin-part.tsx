import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { NewSecret } from '../../../src-shared/contract/people-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { type PinProblem, secretProblem } from '../../helpers/pin.ts';
import { tellDone } from '../../stores/notices.ts';
import { peopleToChoose } from '../../stores/people.ts';
import { useTill } from '../../stores/till.ts';
import { Part } from './part.tsx';
import { noSecret, SecretField, SecretFields } from './secret-fields.tsx';

/** Everybody's own: the PIN or password of whoever is at the till. */
export function PinPart() {
  const { t } = useTranslation();
  const own = useOwnKind();
  const [old, setOld] = useState('');
  const [next, setNext] = useState(noSecret);
  const [problem, setProblem] = useState<PinProblem | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = secretProblem(next, next.again);
    setProblem(wrong);
    if (wrong !== null || old === '' || busy) return;
    setBusy(true);
    const { kind, text } = next;
    const answer = await ask('people.changeSecret', { old, next: { kind, text } });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    setOld('');
    setNext(noSecret);
    tellDone(t(kind === 'pin' ? 'pin.changed' : 'pin.password-changed'));
  };
  return (
    <Part title={t('settings.pin')}>
      <form onSubmit={(event) => void save(event)} noValidate className="grid gap-4">
        <SecretField
          kind={own}
          label={t(own === 'pin' ? 'pin.old' : 'pin.old-password')}
          value={old}
          onChange={(text) => {
            setOld(own === 'pin' ? text.replace(/\D/gu, '') : text);
            setFailure(null);
          }}
        />
        <SecretFields
          draft={next}
          problem={problem}
          onChange={(draft) => {
            setNext(draft);
            setFailure(null);
          }}
        />
        {failure && <FailureNote failure={failure} />}
        <Button
          type="submit"
          look="primary"
          className="justify-self-start"
          disabled={busy || old.length < (own === 'pin' ? 4 : 1)}
        >
          {t(next.kind === 'pin' ? 'pin.change' : 'pin.change-password')}
        </Button>
      </form>
    </Part>
  );
}

/** What whoever is at the till proves to be themselves with now. */
function useOwnKind(): NewSecret['kind'] {
  const id = useTill(({ till }) => till?.operator?.id);
  const [kind, setKind] = useState<NewSecret['kind']>('pin');
  useEffect(() => {
    void peopleToChoose().then((people) => {
      setKind(people?.find((each) => each.id === id)?.secret ?? 'pin');
    });
  }, [id]);
  return kind;
}
