import { lazy, Suspense } from 'react';
import { useSell } from '../../stores/sell.ts';
import { useTill } from '../../stores/till.ts';
import { AmountStep } from './amount-step.tsx';
import { FindStep } from './find-step.tsx';
import { SoldStep } from './sold-step.tsx';

const NewMeterStep = lazy(() => import('./new-meter-step.tsx'));
const UnfinishedPanel = lazy(() => import('./unfinished-panel.tsx'));

/** The counter: one customer after another. */
export function SellScreen() {
  const step = useSell((store) => store.step);
  const unfinished = useTill((store) => store.unfinished);
  const first = unfinished[0];
  return (
    <div className="mx-auto flex md:h-full max-w-[86rem] flex-col gap-4 p-4">
      {first && step.at !== 'sold' && (
        <Suspense fallback={null}>
          <UnfinishedPanel key={first.id} sale={first} more={unfinished.length - 1} />
        </Suspense>
      )}
      {step.at === 'find' && <FindStep />}
      {step.at === 'amount' && <AmountStep meter={step.meter} />}
      {step.at === 'sold' && <SoldStep sale={step.sale} />}
      {step.at === 'new-meter' && (
        <Suspense fallback={null}>
          <NewMeterStep drn={step.drn} configuration={step.configuration} />
        </Suspense>
      )}
    </div>
  );
}
