import { useEffect, useState } from 'react';
import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Approval, PersonToChoose } from '../../src-shared/contract/people-shapes.ts';
import { type Somebody, toChooseFrom } from '../stores/people.ts';

const SHORTEST_PIN = 4;
const LONGEST = { pin: 12, password: 128 } as const;

export interface WhoParts {
  /** Asks the till who there is; null where it did not say. */
  readonly people: () => Promise<readonly PersonToChoose[] | null>;
  /** Who is chosen first; the first of all where they are not there. */
  readonly first?: number | null;
  /** Who is chosen first only where there is nobody else. */
  readonly last?: number | null;
  /** Whenever it is another, the till is asked again. */
  readonly asOf?: unknown;
  /** What is typed before the choice is on the screen: a person's digit, then their secret. */
  readonly early?: {
    readonly take: (take: (digit: string) => void) => string;
    readonly release: () => void;
  };
  /** Answers why they were not believed, or null. */
  readonly attempt: (who: Approval) => Promise<Failure | null>;
}

/** Somebody says who they are and proves it. */
export interface Who {
  readonly people: readonly Somebody[];
  readonly chosen: Somebody | null;
  /** Seconds until the next try of theirs is heard. */
  readonly wait: number;
  readonly secret: string;
  readonly longest: number;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly ready: boolean;
  /** The till was asked, and there is nobody. */
  readonly nobody: boolean;
  /** Somebody was chosen before the choice was shown. */
  readonly chosenEarly: boolean;
  choose(person: Somebody): void;
  type(text: string): void;
  submit(): Promise<void>;
}

/** A choice of people and the secret of the chosen one, which is sent for nobody else. */
export function useWho(parts: WhoParts): Who {
  const { people: load, first = null, last = null, asOf, early: typedEarly, attempt } = parts;
  const [asked, setPeople] = useState<readonly Somebody[] | null>(null);
  const [chosenId, setChosenId] = useState(first);
  const [chosenEarly, setChosenEarly] = useState(false);
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  /** Entered before it was known who there is: it is tried once that is. */
  const [early, setEarly] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const people = asked ?? [];
  const chosen =
    people.find(({ id }) => id === chosenId) ??
    people.find(({ id }) => id !== last) ??
    people[0] ??
    null;
  const wait = useSecondsUntil(chosen?.waitsUntil ?? 0);

  const refresh = async () => {
    const loaded = await load();
    if (!loaded || loaded.length < 2) typedEarly?.release();
    if (!loaded) {
      setEarly(false);
      return;
    }
    setPeople(toChooseFrom(loaded));
    // What was typed before it was known that there is a choice was typed for nobody.
    if (asked === null && loaded.length > 1) setSecret('');
    if (loaded.length < 2) return;
    let isChosen = false;
    const take = (digit: string) => {
      const person = loaded[Number(digit) - 1];
      if (isChosen) setSecret((typed) => `${typed}${digit}`.slice(0, LONGEST.pin));
      else if (person) {
        isChosen = true;
        setChosenId(person.id);
        setChosenEarly(true);
      }
    };
    for (const digit of typedEarly?.take(take) ?? '') take(digit);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when it appears, and when told to
  useEffect(() => void refresh(), [asOf]);

  const isPin = chosen?.secret !== 'password';
  const longEnough = secret.length >= (isPin ? SHORTEST_PIN : 1);
  const ready = (chosen !== null || asked === null) && longEnough && wait === 0 && !busy;
  const submit = async () => {
    if (!ready) return;
    if (chosen === null) {
      setEarly(true);
      return;
    }
    setBusy(true);
    const problem = await attempt({ operatorId: chosen.id, secret });
    setSecret('');
    // Before the next try: how long it has to wait.
    if (problem) await refresh();
    setFailure(problem);
    setBusy(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is known who there is
  useEffect(() => {
    if (!early || asked === null) return;
    setEarly(false);
    void submit();
  }, [early, asked]);
  return {
    people,
    chosen,
    wait,
    secret,
    longest: isPin ? LONGEST.pin : LONGEST.password,
    busy,
    failure,
    ready,
    nobody: asked?.length === 0,
    chosenEarly,
    choose(person) {
      if (busy || person.id === chosen?.id) return;
      setChosenId(person.id);
      setSecret('');
      setFailure(null);
    },
    type(text) {
      setSecret(isPin ? text.replace(/\D/gu, '').slice(0, LONGEST.pin) : text);
      setEarly(false);
      setFailure(null);
    },
    submit,
  };
}

/** Counts down to an instant of `performance.now()`. */
function useSecondsUntil(instant: number): number {
  const left = () => Math.max(0, Math.ceil((instant - performance.now()) / 1000));
  const [, setTicks] = useState(0);
  const waiting = left() > 0;
  useEffect(() => {
    if (!waiting) return;
    const ticking = setInterval(() => setTicks((ticks) => ticks + 1), 200);
    return () => clearInterval(ticking);
  }, [waiting]);
  return left();
}
