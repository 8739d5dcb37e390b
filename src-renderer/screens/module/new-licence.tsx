import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { LicenceLoad, LicenceReading } from '../../../src-shared/contract/licence-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { PasteBox } from '../../components/paste-box.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { refreshLicences } from '../../stores/licences.ts';
import { useModulePart } from '../../stores/module-part.ts';
import { refreshModule } from '../../stores/till.ts';
import { LicenceFound } from './licence-found.tsx';
import { LicenceResult } from './licence-result.tsx';

/** Where the new licence is. Nothing is sent before the third of these. */
type Step =
  | { readonly at: 'paste' }
  | { readonly at: 'found'; readonly reading: LicenceReading }
  | { readonly at: 'done'; readonly load: LicenceLoad };

/** Paste, look, load. */
export function NewLicence() {
  const { t } = useTranslation();
  const wanted = useModulePart((store) => store.pasteWanted);
  const [text, setText] = useState('');
  const [step, setStep] = useState<Step>({ at: 'paste' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (!wanted) return;
    box.current?.focus();
    useModulePart.setState({ pasteWanted: false });
  }, [wanted]);

  const read = async (pasted: string) => {
    if (busy || pasted.trim() === '') return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('licences.read', { text: pasted });
    setBusy(false);
    if (answer.ok) setStep({ at: 'found', reading: answer.value });
    else setFailure(answer.error);
  };
  const load = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const answer = await ask('licences.load', { text });
    setBusy(false);
    if (answer.ok) {
      setStep({ at: 'done', load: answer.value });
      setText('');
    } else setFailure(answer.error);
    await Promise.all([refreshModule(), refreshLicences()]);
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
    <Card aria-labelledby="new-licence" className="grid gap-4 p-5">
      <h2 id="new-licence" className="text-lg font-semibold">
        {t('licence.new')}
      </h2>
      {step.at === 'paste' && (
        <PasteBox
          ref={box}
          label={t('licence.paste')}
          hint={t('licence.paste-hint')}
          text={text}
          busy={busy}
          onChange={setText}
          onRead={(pasted) => void read(pasted)}
        >
          {failure && <FailureNote failure={failure} />}
        </PasteBox>
      )}
      {step.at === 'found' && (
        <LicenceFound
          reading={step.reading}
          failure={failure}
          busy={busy}
          onLoad={() => void load()}
          onStartOver={startOver}
        />
      )}
      {step.at === 'done' && <LicenceResult load={step.load} onStartOver={startOver} />}
    </Card>
  );
}
