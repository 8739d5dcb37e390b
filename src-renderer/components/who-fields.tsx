import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Somebody } from '../stores/people.ts';
import { FailureNote } from './failure-note.tsx';
import { Field } from './field.tsx';
import { KeyCap } from './key-cap.tsx';
import type { Who } from './use-who.ts';

/** People with a digit of their own. */
const DIGITS = 9;
/** What is typed after a rest begins another name. */
const TYPING_REST_MS = 1000;

interface WhoFieldsProps {
  who: Who;
  /** What the list asks, e.g. "Who are you?". */
  question: string;
  /** On a screen of its own the field is large, and the keypad types into it. */
  large?: boolean;
}

/** The people to choose from, where there is a choice, and the field for the secret of the chosen one. */
export function WhoFields({ who, question, large = false }: WhoFieldsProps) {
  const { t } = useTranslation();
  const { people, chosen, wait, failure } = who;
  const field = useRef<HTMLInputElement>(null);
  const several = people.length > 1;
  const waiting = wait > 0;
  // Where there is nobody to choose the cursor is in the field; so it is again after a wrong try.
  const { chosenEarly } = who;
  useEffect(() => {
    if (!several || chosenEarly) field.current?.focus();
  }, [several, chosenEarly]);
  useEffect(() => {
    if (failure && !waiting) field.current?.focus();
  }, [failure, waiting]);
  const isPin = chosen?.secret !== 'password';
  const move = (by: number) => {
    const at = people.findIndex(({ id }) => id === chosen?.id);
    const next = people.at((at + by) % people.length);
    if (next) who.choose(next);
  };
  return (
    <div className="grid content-start gap-4">
      {several && (
        <PeopleList
          who={who}
          question={question}
          onChosen={() => {
            // The field is this person's once it has been drawn anew.
            requestAnimationFrame(() => field.current?.focus());
          }}
        />
      )}
      <Field
        ref={field}
        label={t(isPin ? 'who.pin' : 'who.password')}
        type="password"
        inputMode={isPin ? (large ? 'none' : 'numeric') : 'text'}
        autoComplete="off"
        maxLength={who.longest}
        value={who.secret}
        readOnly={who.busy || waiting}
        onChange={(event) => who.type(event.target.value)}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (by === 0 || !several) return;
          event.preventDefault();
          move(by);
        }}
        look={`${large ? 'min-h-13 text-2xl' : 'text-lg'} ${isPin ? 'tracking-[0.3em]' : ''}`}
      />
      {failure && !waiting && <FailureNote failure={failure} />}
      {waiting && (
        <p role="timer" className="rounded-lg bg-amber-soft px-4 py-3 font-medium text-amber">
          {t('who.wait', { count: wait, name: chosen?.name ?? '' })}
        </p>
      )}
    </div>
  );
}

interface PeopleListProps {
  who: Who;
  question: string;
  /** Somebody was chosen for good: by a digit, a press, or Enter. */
  onChosen: () => void;
}

/** Radio buttons underneath: arrows and screen readers work as they do everywhere. */
function PeopleList({ who, question, onChosen }: PeopleListProps) {
  const { t } = useTranslation();
  const name = useId();
  const list = useRef<HTMLFieldSetElement>(null);
  const typed = useRef({ text: '', at: 0 });
  useEffect(() => list.current?.querySelector<HTMLElement>(':checked')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const byDigit = /^[1-9]$/u.test(event.key) ? who.people[Number(event.key) - 1] : undefined;
    if (byDigit || event.key === 'Enter') {
      event.preventDefault();
      if (byDigit) who.choose(byDigit);
      onChosen();
    } else if (/^\p{L}$/u.test(event.key)) {
      const rested = event.timeStamp - typed.current.at > TYPING_REST_MS;
      const text = (rested ? '' : typed.current.text) + event.key;
      typed.current = { text, at: event.timeStamp };
      const person = who.people.find((each) => begins(each, text));
      if (!person) return;
      event.preventDefault();
      who.choose(person);
      list.current?.querySelector<HTMLElement>(`input[value="${person.id}"]`)?.focus();
    }
  };
  return (
    <fieldset ref={list} onKeyDown={onKeyDown} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{question}</legend>
      <div className="-m-1 grid max-h-[min(18.5rem,calc(100dvh-24rem))] min-h-24 gap-1.5 overflow-auto p-1">
        {who.people.map((person, index) => (
          <label
            key={person.id}
            className={`relative flex min-h-11 items-center gap-3 rounded-lg border px-3 has-focus:outline-3 has-focus:outline-accent ${
              person.id === who.chosen?.id
                ? 'border-accent bg-accent-soft'
                : 'border-line hover:border-edge'
            }`}
          >
            <input
              type="radio"
              name={name}
              value={person.id}
              checked={person.id === who.chosen?.id}
              onChange={() => who.choose(person)}
              onClick={(event) => {
                // Arrows "click" as well, and go on through the list; a finger has chosen.
                if (event.detail > 0) onChosen();
              }}
              aria-keyshortcuts={index < DIGITS ? String(index + 1) : undefined}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            <span className="min-w-0 flex-1 truncate font-semibold">{person.name}</span>
            <span className="text-sm text-soft">{t(`role.${person.role}`)}</span>
            {index < DIGITS && <KeyCap of={`${index + 1}`} />}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function begins({ name }: Somebody, text: string): boolean {
  return name.toLocaleLowerCase().startsWith(text.toLocaleLowerCase());
}
