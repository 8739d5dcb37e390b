import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import type { Attempt } from '../../stores/sell.ts';
import { askAgain } from './selling.ts';

/** What is happening between the press and the token. */
export function SaleProgress({ phase }: { phase: Exclude<Attempt['phase'], 'armed'> }) {
  const { t } = useTranslation();
  if (phase === 'unknown') {
    return (
      <div
        role="alert"
        className="mt-3 rounded-lg border border-amber-line bg-amber-soft p-3 text-amber"
      >
        <p className="font-semibold">{t('progress.unknown')}</p>
        <p className="mt-1 text-ink">{t('progress.unknown-hint')}</p>
        <Button className="mt-3 w-full" ref={focusFirst} onClick={() => void askAgain()}>
          {t('progress.ask-again')}
        </Button>
      </div>
    );
  }
  return (
    <p role="status" className="mt-3 flex items-center justify-center gap-2 font-medium">
      <LoaderCircle aria-hidden="true" className="size-5 animate-spin text-accent" />
      {t(`progress.${phase}`)}
    </p>
  );
}
