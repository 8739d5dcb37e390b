import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { type PinProblem, pinProblem } from '../../helpers/pin.ts';
import { tellDone } from '../../stores/notices.ts';
import { Part } from './part.tsx';

const empty = { old: '', next: '', again: '' };

export function PinPart() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(empty);
  const [problem, setProblem] = useState<PinProblem | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const type = (name: keyof typeof empty) => (text: string) => {
    setTyped((now) => ({ ...now, [name]: text.replace(/\D/gu, '') }));
    setFailure(null);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = pinProblem(typed.next, typed.again);
    setProblem(wrong);
    if (wrong !== null || typed.old === '' || busy) return;
    setBusy(true);
    const answer = await ask('people.changePin', { oldPin: typed.old, newPin: typed.next });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    setTyped(empty);
    tellDone(t('pin.changed'));
  };
  return (
    <Part title={t('settings.pin')}>
      <form onSubmit={(event) => void save(event)} noValidate className="grid max-w-72 gap-4">
        <PinField label={t('pin.old')} value={typed.old} onChange={type('old')} />
        <PinField
          label={t('pin.next')}
          value={typed.next}
          onChange={type('next')}
          problem={problem === 'length' ? t('pin.length') : null}
        />
        <PinField
          label={t('pin.again')}
          value={typed.again}
          onChange={type('again')}
          problem={problem === 'differs' ? t('pin.differs') : null}
        />
        {failure && <FailureNote failure={failure} />}
        <Button type="submit" look="primary" disabled={busy || typed.old.length < 4}>
          {t('pin.change')}
        </Button>
      </form>
    </Part>
  );
}

interface PinFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  problem?: string | null;
}

function PinField({ label, value, onChange, problem = null }: PinFieldProps) {
  return (
    <Field
      label={label}
      type="password"
      inputMode="numeric"
      autoComplete="off"
      maxLength={12}
      value={value}
      problem={problem}
      onChange={(event) => onChange(event.target.value)}
      look="text-lg tracking-[0.3em]"
    />
  );
}
