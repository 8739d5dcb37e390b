import { LockKeyhole } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../src-shared/contract/failure.ts';
import { ask } from '../bridge/door.ts';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { FailureNote } from '../components/failure-note.tsx';
import { Field } from '../components/field.tsx';
import { Keypad } from '../components/keypad.tsx';
import { focusFirst } from '../helpers/focus.ts';
import { pressForDigits } from '../helpers/keypad.ts';
import { takeState, useTill } from '../stores/till.ts';

const LONGEST_PIN = 12;
const SHORTEST_PIN = 4;

/** Who is at the till? By PIN, typed or tapped. */
export default function SignIn() {
  const { t } = useTranslation();
  const shop = useTill(({ till }) => till?.shop?.name ?? '');
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useRef<HTMLFormElement>(null);

  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || pin.length < SHORTEST_PIN) return;
    setBusy(true);
    const answer = await ask('people.signIn', { pin });
    setBusy(false);
    setPin('');
    if (answer.ok) {
      await takeState(answer.value);
      return;
    }
    setFailure(answer.error);
    form.current?.querySelector('input')?.focus();
  };

  return (
    <div className="grid min-h-full place-content-center p-4">
      <Card className="w-[44rem] max-w-full p-7 max-sm:p-5">
        <form
          ref={form}
          onSubmit={(event) => void signIn(event)}
          className="grid gap-x-8 gap-y-5 sm:grid-cols-2"
        >
          <div className="flex min-w-0 flex-col gap-4">
            <div>
              <LockKeyhole aria-hidden="true" className="mb-3 size-7 text-accent" />
              <h1 className="text-2xl leading-tight font-semibold tracking-tight break-words">
                {shop}
              </h1>
              <p className="mt-1 text-soft">{t('sign-in.about')}</p>
            </div>
            <Field
              ref={focusFirst}
              label={t('sign-in.pin')}
              type="password"
              inputMode="none"
              autoComplete="off"
              maxLength={LONGEST_PIN}
              value={pin}
              onChange={(event) => {
                setPin(event.target.value.replace(/\D/gu, ''));
                setFailure(null);
              }}
              look="min-h-13 text-2xl tracking-[0.3em]"
            />
            {failure && <FailureNote failure={failure} />}
          </div>
          <div className="flex flex-col gap-3">
            <Keypad
              corner={null}
              onPress={(key) => setPin(pressForDigits(pin, key, LONGEST_PIN))}
            />
            <Button
              type="submit"
              look="primary"
              shortcut="Enter"
              className="min-h-12"
              disabled={busy || pin.length < SHORTEST_PIN}
            >
              {t('sign-in.open')}
            </Button>
          </div>
        </form>
      </Card>
    </div>
  );
}
