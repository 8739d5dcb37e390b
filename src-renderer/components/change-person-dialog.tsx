import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import {
  changePerson,
  peopleToChoose,
  releaseKeys,
  signIn,
  takeEarlyDigits,
} from '../stores/people.ts';
import { useTill } from '../stores/till.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useWho } from './use-who.ts';
import { WhoFields } from './who-fields.tsx';

/** Somebody else takes the till over: a digit says who, their PIN that it is them. The sale stays. */
export default function ChangePersonDialog() {
  const { t } = useTranslation();
  const here = useTill(({ till }) => till?.operator ?? null);
  const form = useId();
  const who = useWho({
    people: peopleToChoose,
    last: here?.id ?? null,
    early: { take: takeEarlyDigits, release: releaseKeys },
    attempt: signIn,
  });
  const close = () => changePerson(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void who.submit();
  };
  const alone = who.people.length === 1;
  return (
    <Dialog
      title={t('change-person.title')}
      onClose={close}
      actions={
        <>
          <Button shortcut="Esc" onClick={close}>
            {t('change-person.stay', { name: here?.name ?? '' })}
          </Button>
          {!alone && (
            <Button type="submit" form={form} look="primary" shortcut="Enter" disabled={!who.ready}>
              {t('change-person.take-over')}
            </Button>
          )}
        </>
      }
    >
      {alone ? (
        <p className="text-soft">{t('change-person.alone')}</p>
      ) : (
        <form id={form} onSubmit={submit} noValidate className="grid gap-4">
          <p className="text-soft">{t('change-person.about')}</p>
          {who.people.length > 0 && <WhoFields who={who} question={t('sign-in.who')} />}
        </form>
      )}
    </Dialog>
  );
}
