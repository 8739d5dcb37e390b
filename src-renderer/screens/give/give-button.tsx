import { Gift } from 'lucide-react';
import { lazy, memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { useMayAsk } from '../../stores/people.ts';

const FreeIssueDialog = lazy(() => import('./free-issue-dialog.tsx'));

/** The way to a free issue, for whoever may give one or ask for it. */
export const GiveButton = memo(function GiveButton({
  meter,
  disabled,
}: {
  meter: Meter;
  disabled: boolean;
}) {
  const { t } = useTranslation();
  const may = useMayAsk('give-units');
  const [asking, setAsking] = useState(false);
  useKeys('screen', {
    'Alt+g': () => {
      if (may && !disabled) setAsking(true);
      return may;
    },
  });
  if (!may) return null;
  return (
    <>
      <Button
        look="quiet"
        shortcut="Alt G"
        className="px-3 text-sm max-xl:px-2"
        disabled={disabled}
        icon={<Gift aria-hidden="true" className="size-5 max-xl:hidden" />}
        onClick={() => setAsking(true)}
      >
        {t('give.free-issue')}
      </Button>
      {asking && (
        <Suspense fallback={null}>
          <FreeIssueDialog meter={meter} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
});
