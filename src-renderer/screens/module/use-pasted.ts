import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Failure } from '../../../src-shared/contract/failure.ts';
import { useKeys } from '../../helpers/keys.ts';
import { useTill } from '../../stores/till.ts';

/** Where a pasted text is. Nothing is sent before the third of these. */
type Step<Reading, Outcome> =
  | { readonly at: 'paste' }
  | {
      readonly at: 'found';
      /** What the reading is of, and what is loaded, whatever becomes of the window. */
      readonly text: string;
      readonly reading: Reading;
      /** The module it was compared with. */
      readonly module: string;
    }
  | { readonly at: 'done'; readonly outcome: Outcome };

/** The questions to the till. The same ones for as long as the component is on the screen. */
interface Questions<Reading, Outcome> {
  readonly read: (text: string) => Promise<Answer<Reading>>;
  readonly load: (text: string) => Promise<Answer<Outcome>>;
}

/** A pasted text and what can be done with it. */
export interface Pasted<Reading, Outcome> {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly step: Step<Reading, Outcome>;
  readonly busy: boolean;
  /** Why the text was not read, or the loading failed before anything was sent. */
  readonly failure: Failure | null;
  /** For the window the text is pasted into. */
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly read: (text: string) => Promise<void>;
  readonly load: () => Promise<void>;
  /** Back to the window, with what was pasted still in it, to be put right or replaced. */
  readonly goBack: () => void;
  /** To the window, empty unless something is being pasted into it; not while something is loaded. */
  readonly startAnew: () => void;
}

/** Paste, look, load: a text that came by mail, on its way into the module. */
export function usePasted<Reading extends { readonly problem: Failure | null }, Outcome>(
  questions: Questions<Reading, Outcome>,
): Pasted<Reading, Outcome> {
  const module = useTill((store) => `${store.module?.state} ${store.module?.moduleId}`);
  const [text, setText] = useState('');
  const [step, setStep] = useState<Step<Reading, Outcome>>({ at: 'paste' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** Rises each time the cursor is to go into the window. */
  const [wanted, setWanted] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  /** Rises with each question: an answer to an older one is about what is no longer there. */
  const asked = useRef(0);

  useEffect(() => {
    if (wanted === 0) return;
    box.current?.focus();
    box.current?.select();
  }, [wanted]);
  useEffect(() => {
    if (step.at !== 'found' || busy || step.module === module) return;
    // What was in the way may be gone with the module's change, or be there only now.
    asked.current += 1;
    const mine = asked.current;
    void questions.read(step.text).then((answer) => {
      if (mine !== asked.current || !answer.ok) return;
      setStep({ ...step, reading: answer.value, module });
      if (!answer.value.problem) setFailure(null);
    });
  }, [step, busy, module, questions]);

  const read = async (pasted: string) => {
    if (pasted.trim() === '') {
      box.current?.focus();
      return;
    }
    asked.current += 1;
    const mine = asked.current;
    setBusy(true);
    setFailure(null);
    const answer = await questions.read(pasted);
    if (mine !== asked.current) return;
    setBusy(false);
    if (answer.ok) {
      setStep({ at: 'found', text: pasted, reading: answer.value, module });
      return;
    }
    setFailure(answer.error);
    box.current?.focus();
  };
  const load = async () => {
    if (busy || step.at !== 'found' || step.reading.problem) return;
    asked.current += 1;
    setBusy(true);
    setFailure(null);
    const answer = await questions.load(step.text);
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    setStep({ at: 'done', outcome: answer.value });
    // Keys stay nowhere, not even in a window; a licence has no more use.
    setText('');
  };
  const loading = busy && step.at === 'found';
  const goBack = useCallback(() => {
    asked.current += 1;
    setFailure(null);
    setStep({ at: 'paste' });
    setWanted((now) => now + 1);
  }, []);
  const startAnew = useCallback(() => {
    if (loading) return;
    if (step.at === 'paste') {
      setWanted((now) => now + 1);
      return;
    }
    setText('');
    goBack();
  }, [loading, step.at, goBack]);
  useKeys('screen', {
    'Control+Enter': (event) => {
      // A key still held down from the step before must not send anything.
      if (event.repeat) return true;
      if (step.at === 'paste') void read(text);
      else void load();
      return true;
    },
  });
  return { text, setText, step, busy, failure, box, read, load, goBack, startAnew };
}
