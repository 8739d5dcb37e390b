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
      <Card className="w-[22rem] max-w-full p-6">
        <div className="mb-4 flex items-center gap-3">
          <LockKeyhole aria-hidden="true" className="size-6 shrink-0 text-accent" />
          <div className="min-w-0">
            <h1 className="truncate text-xl font-semibold tracking-tight">{shop}</h1>
            <p className="text-soft">{t('sign-in.about')}</p>
          </div>
        </div>
        <form ref={form} onSubmit={(event) => void signIn(event)} className="grid gap-3">
          <Field
            ref={focusFirst}
            label={t('sign-in.pin')}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            maxLength={LONGEST_PIN}
            value={pin}
            onChange={(event) => {
              setPin(event.target.value.replace(/\D/gu, ''));
              setFailure(null);
            }}
            look="text-center text-2xl tracking-[0.35em]"
          />
          {failure && <FailureNote failure={failure} />}
          <Keypad
            corner={null}
            onPress={(key) => setPin(pressForDigits(pin, key, LONGEST_PIN))}
          />
          <Button
            type="submit"
            look="primary"
            shortcut="Enter"
            disabled={busy || pin.length < SHORTEST_PIN}
          >
            {t('sign-in.open')}
          </Button>
        </form>
      </Card>
    </div>
  );
}
