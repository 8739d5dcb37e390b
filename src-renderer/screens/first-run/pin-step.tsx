import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import { type PinProblem, pinProblem } from '../../helpers/pin.ts';
import { StepHead } from './step-head.tsx';

interface PinStepProps {
  name: string;
  onBack: () => void;
  onDone: (pin: string) => void;
}

export function PinStep({ name, onBack, onDone }: PinStepProps) {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<PinProblem | null>(null);
  const second = useRef<HTMLInputElement>(null);
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    // Enter in the first field goes on to the second.
    if (
      again === '' &&
      pinProblem(pin, pin) === null &&
      document.activeElement !== second.current
    ) {
      second.current?.focus();
      return;
    }
    const wrong = pinProblem(pin, again);
    setProblem(wrong);
    if (wrong === null) onDone(pin);
  };
  const digits = (text: string) => text.replace(/\D/gu, '');
  return (
    <form onSubmit={goOn} noValidate>
      <StepHead title={t('first-run.pin-title', { name })} about={t('first-run.pin-about')} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          ref={focusFirst}
          label={t('first-run.pin')}
          hint={t('first-run.pin-hint')}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          maxLength={12}
          value={pin}
          problem={problem === 'length' ? t('pin.length') : null}
          onChange={(event) => setPin(digits(event.target.value))}
          look="text-xl tracking-[0.3em]"
        />
        <Field
          ref={second}
          label={t('first-run.pin-again')}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          maxLength={12}
          value={again}
          problem={problem === 'differs' ? t('pin.differs') : null}
          onChange={(event) => setAgain(digits(event.target.value))}
          look="text-xl tracking-[0.3em]"
        />
      </div>
      <div className="mt-6 flex justify-between gap-3">
        <Button shortcut="Esc" onClick={onBack}>
          {t('back')}
        </Button>
        <Button type="submit" look="primary" shortcut="Enter" className="min-h-12 px-6">
          {t('first-run.go-on')}
        </Button>
      </div>
    </form>
  );
}
