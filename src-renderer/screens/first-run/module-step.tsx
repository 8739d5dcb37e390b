import { Cable, GraduationCap, type LucideIcon } from 'lucide-react';
import { type Ref, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { LinkSettings } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { LinkForm } from '../../components/link-form.tsx';
import { useFocusOnceSeen } from '../../helpers/focus.ts';
import { useKeys } from '../../helpers/keys.ts';
import { StepHead } from './step-head.tsx';

interface ModuleStepProps {
  busy: boolean;
  failure: Failure | null;
  onBack: () => void;
  onDone: (link: LinkSettings) => void;
}

export function ModuleStep({ busy, failure, onBack, onDone }: ModuleStepProps) {
  const { t } = useTranslation();
  const [connecting, setConnecting] = useState(false);
  useKeys('screen', {
    Escape: () => {
      if (!connecting) return false;
      setConnecting(false);
      return true;
    },
  });
  if (connecting) {
    return (
      <>
        <StepHead title={t('first-run.connect-title')} about={t('first-run.connect-about')} />
        <LinkForm
          useText={t('first-run.connect-use')}
          busy={busy}
          onUse={onDone}
          onCancel={() => setConnecting(false)}
        />
        {failure && <FailureNote failure={failure} className="mt-4" />}
      </>
    );
  }
  return (
    <Choices
      busy={busy}
      failure={failure}
      onBack={onBack}
      onTrain={() => onDone({ kind: 'built-in' })}
      onConnect={() => setConnecting(true)}
    />
  );
}

interface ChoicesProps {
  busy: boolean;
  failure: Failure | null;
  onBack: () => void;
  onTrain: () => void;
  onConnect: () => void;
}

/** With what it is to be begun. */
function Choices({ busy, failure, onBack, onTrain, onConnect }: ChoicesProps) {
  const { t } = useTranslation();
  const choices = useRef<HTMLDivElement>(null);
  const training = useRef<HTMLButtonElement>(null);
  // Whoever presses Enter twice after the PIN has not chosen yet.
  useFocusOnceSeen(training, choices);
  return (
    <>
      <StepHead title={t('first-run.module-title')} about={t('first-run.module-about')} />
      <div ref={choices} tabIndex={-1} className="grid gap-3 outline-none">
        <BigChoice
          ref={training}
          Icon={GraduationCap}
          title={t('first-run.training')}
          about={t('first-run.training-about')}
          disabled={busy}
          onClick={onTrain}
        />
        <BigChoice
          Icon={Cable}
          title={t('first-run.connect')}
          about={t('first-run.connect-hint')}
          disabled={busy}
          onClick={onConnect}
        />
      </div>
      {failure && <FailureNote failure={failure} className="mt-4" />}
      <div className="mt-6 flex items-center justify-between">
        <Button shortcut="Esc" disabled={busy} onClick={onBack}>
          {t('back')}
        </Button>
        {busy && (
          <p role="status" className="text-soft">
            {t('first-run.setting-up')}
          </p>
        )}
      </div>
    </>
  );
}

interface BigChoiceProps {
  Icon: LucideIcon;
  title: string;
  about: string;
  ref?: Ref<HTMLButtonElement>;
  disabled: boolean;
  onClick: () => void;
}

function BigChoice({ Icon, title, about, ref, disabled, onClick }: BigChoiceProps) {
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onClick}
      ref={ref}
      className="flex items-center gap-5 rounded-xl border border-edge bg-surface p-5 text-left hover:border-accent hover:bg-accent-soft disabled:opacity-60"
    >
      <Icon aria-hidden="true" className="size-8 shrink-0 text-accent" strokeWidth={1.6} />
      <span>
        <span className="block text-lg font-semibold">{title}</span>
        <span className="block text-soft">{about}</span>
      </span>
    </button>
  );
}
