import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { goToModule, openLicence } from '../../stores/module-part.ts';

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
    </FailureNote>
  );
}
