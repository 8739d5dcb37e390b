import { lazy, Suspense } from 'react';
import { useSell } from '../../stores/sell.ts';
import { useShift } from '../../stores/shift.ts';
import { useTill } from '../../stores/till.ts';
import { AmountStep } from './amount-step.tsx';
import { FindStep } from './find-step.tsx';
import { SoldStep } from './sold-step.tsx';

const MovedPanel = lazy(() => import('./moved-panel.tsx'));
const NewMeterStep = lazy(() => import('./new-meter-step.tsx'));
const SoldTogetherStep = lazy(() => import('./sold-together-step.tsx'));
const ShiftNeeded = lazy(() => import('./shift-needed.tsx'));
const UnfinishedPanel = lazy(() => import('./unfinished-panel.tsx'));

/** The counter: one customer after another. */
export function SellScreen() {
  const step = useSell((store) => store.step);
  const unfinished = useTill((store) => store.unfinished);
  const first = unfinished[0];
  const byHand = useTill(({ till }) => till?.shop?.shiftsByHand ?? false);
  const counted = useShift(({ state }) => state?.shift?.state === 'counted');
  const noShift = useShift(({ state }) => state !== null && state.shift === null) && byHand;
  // A sale that was refused for it says so itself.
  const sold = step.at === 'sold' || step.at === 'sold-together';
  const told = useSell(({ saleFailure }) => saleFailure?.code.startsWith('shift.') ?? false);
  const movedAt = useTill(({ till }) => till?.movedAt ?? null);
  if (movedAt) {
    return (
      <Suspense fallback={null}>
        <MovedPanel movedAt={movedAt} />
      </Suspense>
    );
  }
  return (
    <div className="mx-auto flex md:h-full max-w-[86rem] flex-col gap-4 p-4">
      {first && !sold && (
        <Suspense fallback={null}>
          <UnfinishedPanel key={first.id} sale={first} more={unfinished.length - 1} />
        </Suspense>
      )}
      {(counted || noShift) && !told && !sold && (
        <Suspense fallback={null}>
          <ShiftNeeded counted={counted} />
        </Suspense>
      )}
      {step.at === 'find' && <FindStep />}
      {step.at === 'amount' && <AmountStep key={step.meter.id} meter={step.meter} />}
      {step.at === 'sold' && <SoldStep sale={step.sale} />}
      {step.at === 'sold-together' && (
        <Suspense fallback={null}>
          <SoldTogetherStep sold={step.sold} />
        </Suspense>
      )}
      {step.at === 'new-meter' && (
        <Suspense fallback={null}>
          <NewMeterStep drn={step.drn} configuration={step.configuration} />
        </Suspense>
      )}
    </div>
  );
}
