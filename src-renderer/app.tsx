import { Activity, lazy, Suspense } from 'react';
import type { TillState } from '../src-shared/contract/shapes.ts';
import { ConnectionNotice, Frame, TrainingBar } from './frame/frame.tsx';
import { useTill } from './stores/till.ts';

const FirstRun = lazy(() => import('./screens/first-run/first-run.tsx'));
const SignIn = lazy(() => import('./screens/sign-in.tsx'));
const Trouble = lazy(() => import('./screens/trouble.tsx'));

/** The first thing asked of a person depends on the stage the till is in. */
export function App() {
  const stage = useTill(({ till }) => till?.stage ?? null);
  const open = stage === 'open';
  return (
    <>
      {(open || stage === null) && (
        // Most days begin at an open till: its screen is got ready, unseen, while the till starts.
        <Activity mode={open ? 'visible' : 'hidden'}>
          <Frame />
        </Activity>
      )}
      {!open && <BeforeOpen stage={stage} />}
    </>
  );
}

function BeforeOpen({ stage }: { stage: Exclude<TillState['stage'], 'open'> | null }) {
  return (
    <div className="flex h-full flex-col max-md:h-auto max-md:min-h-full">
      <ConnectionNotice />
      <main className="grid min-h-0 flex-1 md:overflow-auto">
        <Suspense fallback={null}>
          {stage === null && <Starting />}
          {stage === 'first-run' && <FirstRun />}
          {stage === 'locked' && <SignIn />}
        </Suspense>
      </main>
      <TrainingBar />
    </div>
  );
}

function Starting() {
  const problem = useTill((store) => store.startProblem);
  if (problem) return <Trouble problem={problem} />;
  // The first word on the screen: the fonts are got ready while the till opens.
  return <p className="place-self-center text-2xl font-semibold text-soft">Voltill</p>;
}
