import { useTranslation } from 'react-i18next';
import { Field } from './field.tsx';

/** A passphrase and the same again. */
export interface PassphraseDraft {
  readonly text: string;
  readonly again: string;
}

export const noPassphrase: PassphraseDraft = { text: '', again: '' };

const SHORTEST = 10;

type PassphraseProblem = 'short' | 'differs';

export function passphraseProblem({ text, again }: PassphraseDraft): PassphraseProblem | null {
  if (text.length < SHORTEST) return 'short';
  return text === again ? null : 'differs';
}

interface NewPassphraseProps {
  draft: PassphraseDraft;
  onChange: (draft: PassphraseDraft) => void;
  /** There is one already, which an empty field keeps. */
  kept?: boolean;
  /** Null until there is something to complain about. */
  problem: PassphraseProblem | null;
}

/** Where a passphrase is made up: typed twice, for nobody can get it back. */
export function NewPassphrase({ draft, onChange, kept = false, problem }: NewPassphraseProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label={t('backup.passphrase')}
        hint={t(kept ? 'backup.passphrase-kept' : 'backup.passphrase-hint')}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={draft.text}
        problem={problem === 'short' ? t('backup.passphrase-short') : null}
        onChange={(event) => onChange({ ...draft, text: event.target.value })}
      />
      <Field
        label={t('backup.passphrase-again')}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={draft.again}
        problem={problem === 'differs' ? t('backup.passphrase-differs') : null}
        onChange={(event) => onChange({ ...draft, again: event.target.value })}
      />
    </div>
  );
}
