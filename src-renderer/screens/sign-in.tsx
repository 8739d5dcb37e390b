import { LockKeyhole } from 'lucide-react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Keypad } from '../components/keypad.tsx';
import { useWho } from '../components/use-who.ts';
import { WhoFields } from '../components/who-fields.tsx';
import { pressForDigits } from '../helpers/keypad.ts';
import { peopleToChoose, signIn, usePeople } from '../stores/people.ts';
import { useTill } from '../stores/till.ts';

/** Who is at the till? Chosen by name where several work here; proved by PIN, typed or tapped, or password. */
export default function SignIn() {
  const { t } = useTranslation();
  const till = useTill((store) => store.till);
  const who = useWho({
    people: peopleToChoose,
    // Whoever locked it is the likeliest to come back.
    first: usePeople(({ lastHere }) => lastHere),
    attempt: signIn,
    // After a lost connection, and when people came or left.
    asOf: till,
  });
  const { chosen } = who;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void who.submit();
  };
  const open = (
    <Button
      type="submit"
      look="primary"
      shortcut="Enter"
      className="min-h-12"
      disabled={!who.ready}
    >
      {t('sign-in.open')}
    </Button>
  );
  const isPin = chosen?.secret !== 'password';
  return (
    <div className="grid min-h-full place-content-center p-4">
      <Card className="w-[44rem] max-w-full p-7 max-sm:p-5">
        <form onSubmit={submit} noValidate className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            <div>
              <LockKeyhole aria-hidden="true" className="mb-3 size-7 text-accent" />
              <h1 className="text-2xl leading-tight font-semibold tracking-tight break-words">
                {till?.shop?.name}
              </h1>
              {who.people.length <= 1 && (
                <p className="mt-1 text-soft">
                  {t(isPin ? 'sign-in.about' : 'sign-in.about-password')}
                </p>
              )}
            </div>
            <WhoFields who={who} question={t('sign-in.who')} large />
          </div>
          <div className="flex flex-col gap-3">
            {isPin && (
              <Keypad
                corner={null}
                disabled={who.busy || who.wait > 0}
                onPress={(key) => who.type(pressForDigits(who.secret, key, who.longest))}
              />
            )}
            {open}
          </div>
        </form>
      </Card>
    </div>
  );
}
