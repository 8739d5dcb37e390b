import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { KeyFileReading, KeyLoadOutcome } from '../../../src-shared/contract/key-shapes.ts';
import { ask, door } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { askApproved } from '../../stores/approval.ts';
import { refreshKeyLoads } from '../../stores/key-loads.ts';
import { takeModule } from '../../stores/till.ts';
import { KeyFileTable } from './key-file-table.tsx';
import { LoadButtons } from './load-buttons.tsx';
import { PastedCard } from './pasted-card.tsx';
import { Recognised } from './recognised.tsx';
import { usePasted } from './use-pasted.ts';

const questions = {
  read: (text: string) => ask('keys.read', { text }),
  load: async (text: string) => {
    const answer = await askApproved('keys.load', { text });
    void refreshKeyLoads();
    if (answer.ok) takeModule(answer.value.module);
    return answer;
  },
};

/** A key file: paste or open it, look at its keys, load them. */
export function KeyFileCard() {
  const { t } = useTranslation();
  const pasted = usePasted(questions);
  const { step, busy, failure } = pasted;
  return (
    <PastedCard
      id="key-file"
      title={t('key-file.title')}
      label={t('key-file.paste')}
      hint={t('key-file.paste-hint')}
      pasted={pasted}
    >
      {step.at === 'found' && (
        <Found
          reading={step.reading}
          failure={failure}
          busy={busy}
          onLoad={() => void pasted.load()}
          onGoBack={pasted.goBack}
        />
      )}
      {step.at === 'done' && <Outcome outcome={step.outcome} onStartOver={pasted.startAnew} />}
    </PastedCard>
  );
}

interface FoundProps {
  readonly reading: KeyFileReading;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onLoad: () => void;
  readonly onGoBack: () => void;
}

function Found({ reading, failure, busy, onLoad, onGoBack }: FoundProps) {
  const { t } = useTranslation();
  const { keys, moduleId, problem } = reading;
  const inTheWay = failure ?? problem;
  return (
    <>
      <Recognised />
      <p role="status">
        {moduleId === null ? t('key-file.any-module') : t('key-file.for-module', { id: moduleId })}
      </p>
      <KeyFileTable keys={keys} />
      {inTheWay && <FailureNote failure={inTheWay} />}
      <LoadButtons
        load={busy ? <Progress of={keys.length} /> : t('key-file.load', { count: keys.length })}
        another={t('key-file.another')}
        blocked={problem !== null}
        busy={busy}
        onLoad={onLoad}
        onGoBack={onGoBack}
      />
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
