import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/card.tsx';
import { useShift } from '../../stores/shift.ts';
import { ClosedCard } from './closed-card.tsx';
import { CountForm } from './count-form.tsx';
import { CountedCard } from './counted-card.tsx';
import { OpenForm } from './open-form.tsx';
import { RunningCard } from './running-card.tsx';

/** The shift, from its float to its Z report. */
export function NowPart() {
  const { t } = useTranslation();
  const state = useShift((store) => store.state);
  const [counting, setCounting] = useState(false);
  /** The number of the Z report that was made here last, until the next shift. */
  const [closed, setClosed] = useState<number | null>(null);
  const running = state?.shift?.id ?? null;
  // Another screen may have closed the shift that was being counted here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that ends the counting
  useEffect(() => setCounting(false), [running]);
  if (!state) return <p className="p-4 text-soft">{t('loading')}</p>;
  const { shift, count } = state;
  const done = () => setCounting(false);
  if (!shift) {
    if (closed !== null) return <ClosedCard number={closed} onNext={() => setClosed(null)} />;
    return (
      <Card aria-labelledby="open-shift" className="max-w-xl p-5">
        <h2 id="open-shift" className="mb-3 text-xl font-semibold tracking-tight">
          {t('shift.open-title')}
        </h2>
        <OpenForm lastLeft={state.lastLeft} />
      </Card>
    );
  }
  if (counting) return <CountForm again={count !== null} onDone={done} onCancel={done} />;
  if (count) {
    return (
      <CountedCard
        count={count}
        float={shift.float}
        onAgain={() => setCounting(true)}
        onClosed={setClosed}
      />
    );
  }
  return <RunningCard shift={shift} onCount={() => setCounting(true)} />;
}
