import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { KeyFileReading, KeyLoadOutcome } from '../../../src-shared/contract/key-shapes.ts';
import { ask, door } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { PasteBox } from '../../components/paste-box.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { refreshKeyLoads } from '../../stores/key-loads.ts';
import { takeModule } from '../../stores/till.ts';
import { KeyFileTable } from './key-file-table.tsx';

type Step =
  | { readonly at: 'paste' }
  | { readonly at: 'found'; readonly reading: KeyFileReading }
  | { readonly at: 'done'; readonly outcome: KeyLoadOutcome };

/** A key file: paste or open it, look at its keys, load them. */
export function KeyFileCard() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [step, setStep] = useState<Step>({ at: 'paste' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const read = async (pasted: string) => {
    if (busy || pasted.trim() === '') return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('keys.read', { text: pasted });
    setBusy(false);
    if (answer.ok) setStep({ at: 'found', reading: answer.value });
    else setFailure(answer.error);
  };
  const load = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('keys.load', { text });
    setBusy(false);
    void refreshKeyLoads();
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    takeModule(answer.value.module);
    setStep({ at: 'done', outcome: answer.value });
    // Keys stay nowhere, not even in a window.
    setText('');
  };
  const startOver = () => {
    setText('');
    setFailure(null);
    setStep({ at: 'paste' });
  };
  useKeys('screen', {
    'Control+Enter': () => {
      if (step.at === 'paste') void read(text);
      if (step.at === 'found' && !step.reading.problem) void load();
      return true;
    },
  });

  return (
    <Card aria-labelledby="key-file" className="grid gap-4 p-5">
      <h2 id="key-file" className="text-lg font-semibold">
        {t('key-file.title')}
      </h2>
      {step.at === 'paste' && (
        <PasteBox
          label={t('key-file.paste')}
          hint={t('key-file.paste-hint')}
          text={text}
          busy={busy}
          onChange={setText}
          onRead={(pasted) => void read(pasted)}
        >
          {failure && <FailureNote failure={failure} />}
        </PasteBox>
      )}
      {step.at === 'found' && (
        <Found
          reading={step.reading}
          failure={failure}
          busy={busy}
          onLoad={() => void load()}
          onStartOver={startOver}
        />
      )}
      {step.at === 'done' && <Outcome outcome={step.outcome} onStartOver={startOver} />}
    </Card>
  );
}

interface FoundProps {
  readonly reading: KeyFileReading;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onLoad: () => void;
  readonly onStartOver: () => void;
}

function Found({ reading, failure, busy, onLoad, onStartOver }: FoundProps) {
  const { t } = useTranslation();
  const { keys, moduleId, problem } = reading;
  const inTheWay = failure ?? problem;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <>
      <p role="status">
        {moduleId === null ? t('key-file.any-module') : t('key-file.for-module', { id: moduleId })}
      </p>
      <KeyFileTable keys={keys} />
      {inTheWay && <FailureNote failure={inTheWay} />}
      <div className="flex flex-wrap gap-3">
        {!problem && (
          <Button ref={first} look="primary" shortcut="Ctrl Enter" disabled={busy} onClick={onLoad}>
            {busy ? <Progress of={keys.length} /> : t('key-file.load', { count: keys.length })}
          </Button>
        )}
        <Button ref={problem ? first : null} disabled={busy} onClick={onStartOver}>
          {t('key-file.another')}
        </Button>
      </div>
    </>
  );
}

/** Which key is being loaded, as the till tells. */
function Progress({ of }: { of: number }) {
  const { t } = useTranslation();
  const [done, setDone] = useState(0);
  useEffect(
    () =>
      door.onEvent((event) => {
        if (event.name === 'keyLoad') setDone(event.value.done);
      }),
    [],
  );
  return <span role="status">{t('key-file.loading', { done: Math.min(done + 1, of), of })}</span>;
}

function Outcome({ outcome, onStartOver }: { outcome: KeyLoadOutcome; onStartOver: () => void }) {
  const { t } = useTranslation();
  const { keys, stopped } = outcome;
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const done = keys.filter(({ result }) => result === 'loaded').length;
  return (
    <>
      <p role="status" className="font-semibold">
        {t('key-file.done', { done, of: keys.length })} {stopped && t('key-file.stopped')}
      </p>
      {stopped && <FailureNote failure={stopped} />}
      <KeyFileTable keys={keys} />
      <div>
        <Button ref={next} onClick={onStartOver}>
          {t('key-file.another')}
        </Button>
      </div>
    </>
  );
}
