import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../bridge/door.ts';
import { askApproved } from '../../stores/approval.ts';
import { refreshLicences } from '../../stores/licences.ts';
import { useModulePart } from '../../stores/module-part.ts';
import { refreshModule } from '../../stores/till.ts';
import { LicenceFound } from './licence-found.tsx';
import { LicenceResult } from './licence-result.tsx';
import { PastedCard } from './pasted-card.tsx';
import { usePasted } from './use-pasted.ts';

const questions = {
  read: (text: string) => ask('licences.read', { text }),
  load: async (text: string) => {
    const answer = await askApproved('licences.load', { text });
    void refreshModule();
    void refreshLicences();
    return answer;
  },
};

/** Paste, look, load. */
export function NewLicence() {
  const { t } = useTranslation();
  const wanted = useModulePart((store) => store.pasteWanted);
  const pasted = usePasted(questions);
  const { step, busy, failure, startAnew } = pasted;

  useEffect(() => {
    if (!wanted) return;
    startAnew();
    useModulePart.setState({ pasteWanted: false });
  }, [wanted, startAnew]);

  return (
    <PastedCard
      id="new-licence"
      title={t('licence.new')}
      label={t('licence.paste')}
      hint={t('licence.paste-hint')}
      pasted={pasted}
    >
      {step.at === 'found' && (
        <LicenceFound
          reading={step.reading}
          failure={failure}
          busy={busy}
          onLoad={() => void pasted.load()}
          onGoBack={pasted.goBack}
        />
      )}
      {step.at === 'done' && <LicenceResult load={step.outcome} onStartOver={startAnew} />}
    </PastedCard>
  );
}
