import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { goToModule, openLicence } from '../../stores/module-part.ts';

const Remedy = lazy(() => import('./shift-remedy.tsx'));
const ClockRemedy = lazy(() => import('./clock-remedy.tsx'));

/** What a new licence puts right. */
const LICENCE = 'module.licence-used-up';
/** What a key file puts right. */
const KEYS: readonly string[] = [
  'module.limit-used-up',
  'module.limit-reached',
  'module.issue-expired',
  'module.status.42',
  'module.no-key',
];

/** What is put right on the shift screen. */
const SHIFT = /^(?:shift|deposit)\./u;

/** What somebody who looks at the clock can put right. */
const CLOCK: readonly string[] = ['clock.went-back', 'clock.far-ahead'];

/** Why a sale was not made, with the way to where that is put right. */
export function SaleFailure({ failure, className }: { failure: Failure; className?: string }) {
  const { t } = useTranslation();
  return (
    <FailureNote failure={failure} {...(className ? { className } : {})}>
      {failure.code === LICENCE && (
        <Button shortcut="F9" className="mt-3" onClick={openLicence}>
          {t('licence.paste-now')}
        </Button>
      )}
      {KEYS.includes(failure.code) && (
        <Button className="mt-3" onClick={() => goToModule('keys')}>
          {t('module.to-keys')}
        </Button>
      )}
      {CLOCK.includes(failure.code) && (
        <Suspense fallback={null}>
          <ClockRemedy />
        </Suspense>
      )}
      {SHIFT.test(failure.code) && (
        <Suspense fallback={null}>
          <Remedy code={failure.code} />
        </Suspense>
      )}
    </FailureNote>
  );
}
