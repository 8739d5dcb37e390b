import { useTranslation } from 'react-i18next';
import type { MeterConfiguration } from '../../../src-shared/contract/shapes.ts';
import { Card } from '../../components/card.tsx';
import { MeterForm } from '../../components/meter-form.tsx';
import { grouped } from '../../helpers/groups.ts';
import { useKeys } from '../../helpers/keys.ts';
import { chooseMeter, stepBack } from './find.ts';

interface NewMeterStepProps {
  drn: string;
  configuration: MeterConfiguration | null;
}

/** A meter the till has not seen: its configuration, then on to the amount. */
export default function NewMeterStep({ drn, configuration }: NewMeterStepProps) {
  const { t } = useTranslation();
  useKeys('screen', {
    Escape: () => {
      stepBack();
      return true;
    },
  });
  return (
    <Card className="@container mx-auto w-full max-w-4xl p-6" aria-labelledby="new-meter">
      <h1 id="new-meter" className="text-xl font-semibold tracking-tight">
        {t('new-meter.title')} <span className="digits">{grouped(drn)}</span>
      </h1>
      <p className="mt-1 mb-5 text-soft">
        {configuration ? t('new-meter.from-card') : t('new-meter.about')}
      </p>
      <MeterForm
        meterId={null}
        blind
        drn={drn}
        known={configuration}
        customer={null}
        tariffId={null}
        saveText={t('new-meter.go-on')}
        onSaved={chooseMeter}
        onCancel={stepBack}
      />
    </Card>
  );
}
