import { RefreshCw } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { Button } from '../../components/button.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { useMayAsk } from '../../stores/people.ts';

const ReplaceDialog = lazy(() => import('./replace-dialog.tsx'));

/** The way to a token in place of this sale's, for whoever may make one or ask for it. */
export function ReplaceButton({ sale }: { sale: Sale }) {
  const { t } = useTranslation();
  const mayAsk = useMayAsk('give-units');
  const [asking, setAsking] = useState(false);
  const { paid } = sale.quote;
  const may = mayAsk && (paid === 0 || sale.refunded < paid);
  useKeys('screen', {
    'Alt+t': () => {
      if (may) setAsking(true);
      return may;
    },
  });
  if (!may) return null;
  return (
    <>
      <Button
        shortcut="Alt T"
        className="mt-2 w-full"
        icon={<RefreshCw aria-hidden="true" className="size-5" />}
        onClick={() => setAsking(true)}
      >
        {t('give.replace')}
      </Button>
      {asking && (
        <Suspense fallback={null}>
          <ReplaceDialog sale={sale} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
