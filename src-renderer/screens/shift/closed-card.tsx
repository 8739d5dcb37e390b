import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import { ZSlip } from './z-slip.tsx';

/** The shift is closed: its Z report, and on to the next. */
export function ClosedCard({ number, onNext }: { number: number; onNext: () => void }) {
  const { t } = useTranslation();
  return (
    <Card aria-labelledby="closed-shift" className="grid gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="closed-shift" className="text-xl font-semibold tracking-tight">
          {t('shift.closed-title', { number })}
        </h2>
        <Button ref={focusFirst} look="primary" shortcut="Enter" onClick={onNext}>
          {t('shift.next')}
        </Button>
      </div>
      <ZSlip number={number} />
    </Card>
  );
}
