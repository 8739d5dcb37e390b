import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './components/button.tsx';
import { FailureNote } from './components/failure-note.tsx';
import { ConnectionNotice, Frame, TrainingBar } from './frame/frame.tsx';
import { focusFirst } from './helpers/focus.ts';
import { refreshTill, useTill } from './stores/till.ts';

const FirstRun = lazy(() => import('./screens/first-run/first-run.tsx'));
const SignIn = lazy(() => import('./screens/sign-in.tsx'));

/** The first thing asked of a person depends on the stage the till is in. */
export function App() {
  const stage = useTill(({ till }) => till?.stage ?? null);
  if (stage === 'open') return <Frame />;
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
  const { t } = useTranslation();
  const problem = useTill((store) => store.startProblem);
  if (!problem) return null;
  return (
    <div className="mx-auto grid max-w-xl gap-4 p-8">
      <FailureNote failure={problem} />
      <Button look="primary" ref={focusFirst} onClick={() => void refreshTill()}>
        {t('try-again')}
      </Button>
    </div>
  );
}
