import { useTranslation } from 'react-i18next';
import type { NewSecret } from '../../../src-shared/contract/people-shapes.ts';
import { Field } from '../../components/field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import type { PinProblem } from '../../helpers/pin.ts';

/** A new PIN or password as it is being typed, twice. */
export interface SecretDraft {
  readonly kind: NewSecret['kind'];
  readonly text: string;
  readonly again: string;
}

export const noSecret: SecretDraft = { kind: 'pin', text: '', again: '' };

interface SecretFieldsProps {
  draft: SecretDraft;
  onChange: (draft: SecretDraft) => void;
  problem: PinProblem | null;
}

/** A new PIN or password, and the same again. */
export function SecretFields({ draft, onChange, problem }: SecretFieldsProps) {
  const { t } = useTranslation();
  const { kind, text, again } = draft;
  const type = (name: 'text' | 'again') => (typed: string) =>
    onChange({ ...draft, [name]: kind === 'pin' ? typed.replace(/\D/gu, '') : typed });
  return (
    <>
      <Segmented
        label={t('pin.kind')}
        value={kind}
        onChange={(next) => onChange({ kind: next, text: '', again: '' })}
        options={[
          { value: 'pin', text: t('who.pin') },
          { value: 'password', text: t('who.password') },
        ]}
      />
      <SecretField
        kind={kind}
        label={t(kind === 'pin' ? 'pin.next' : 'pin.next-password')}
        hint={t(kind === 'pin' ? 'first-run.pin-hint' : 'pin.password-hint')}
        value={text}
        onChange={type('text')}
        problem={
          problem === 'length' ? t(kind === 'pin' ? 'pin.length' : 'pin.password-length') : null
        }
      />
      <SecretField
        kind={kind}
        label={t(kind === 'pin' ? 'pin.again' : 'pin.again-password')}
        value={again}
        onChange={type('again')}
        problem={
          problem === 'differs' ? t(kind === 'pin' ? 'pin.differs' : 'pin.password-differs') : null
        }
      />
    </>
  );
}

interface SecretFieldProps {
  kind: NewSecret['kind'];
  label: string;
  hint?: string;
  value: string;
  onChange: (text: string) => void;
  problem?: string | null;
}

export function SecretField({ kind, label, hint, value, onChange, problem }: SecretFieldProps) {
  const isPin = kind === 'pin';
  return (
    <Field
      className="max-w-72"
      label={label}
      hint={hint}
      type="password"
      inputMode={isPin ? 'numeric' : 'text'}
      autoComplete="off"
      maxLength={isPin ? 12 : 128}
      value={value}
      problem={problem ?? null}
      onChange={(event) => onChange(event.target.value)}
      look={isPin ? 'text-lg tracking-[0.3em]' : ''}
    />
  );
}
