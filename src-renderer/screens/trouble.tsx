import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../src-shared/contract/failure.ts';
import { Button } from '../components/button.tsx';
import { FailureNote } from '../components/failure-note.tsx';
import { focusFirst } from '../helpers/focus.ts';
import { refreshTill, switchShop } from '../stores/till.ts';

const RestoreSteps = lazy(() => import('./restore/restore-steps.tsx'));

/** In place of everything else while the till has no ledger to work with: what is wrong, and what to do. */
export default function Trouble({ problem }: { problem: Failure }) {
  const { t } = useTranslation();
  const busy = useRef(false);
  const [restoring, setRestoring] = useState(false);
  const { otherShop } = problem.detail;
  const tryTo = async (work: () => Promise<unknown>) => {
    // Not disabled meanwhile: the cursor stays where it is.
    if (busy.current) return;
    busy.current = true;
    await work();
    busy.current = false;
  };
  if (restoring) {
    return (
      <div className="mx-auto grid w-full max-w-2xl content-start gap-5 self-start p-8 md:mt-12">
        <h1 className="text-2xl font-semibold">{t('restore.title')}</h1>
        <Suspense fallback={null}>
          <RestoreSteps folder="" onBack={() => setRestoring(false)} />
        </Suspense>
      </div>
    );
  }
  return (
    <div className="mx-auto grid w-full max-w-2xl content-start gap-5 self-start p-8 md:mt-12">
      <h1 className="text-2xl font-semibold">{t('trouble.title')}</h1>
      <FailureNote failure={problem} className="break-words" />
      <div className="flex flex-wrap gap-3">
        <Button look="primary" ref={focusFirst} onClick={() => void tryTo(refreshTill)}>
          {t('try-again')}
        </Button>
        <Button onClick={() => setRestoring(true)}>{t('restore.title')}</Button>
        {(otherShop === 'training' || otherShop === 'live') && (
          <Button onClick={() => void tryTo(() => switchShop(otherShop))}>
            {t('trouble.other-shop')}
          </Button>
        )}
      </div>
    </div>
  );
}
