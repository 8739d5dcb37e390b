import { TriangleAlert } from 'lucide-react';
import { lazy, type MouseEvent, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../src-shared/contract/alarm-shapes.ts';
import { Button } from '../components/button.tsx';
import { returnTo } from '../helpers/cursor-back.ts';
import { useKeys } from '../helpers/keys.ts';
import { goToAlarm, useAlarms } from '../stores/alarms.ts';
import { useMayAsk } from '../stores/people.ts';

const SnoozeDialog = lazy(() => import('../components/snooze-dialog.tsx'));

const looks: Record<Alarm['level'], string> = {
  amber: 'border-amber-line bg-amber-soft text-amber',
  red: 'border-red-line bg-red-soft text-red',
};

/** A press with the mouse leaves the cursor where it is: in the sale. */
function keepCursor(event: MouseEvent): void {
  event.preventDefault();
}

/** The most urgent alarm that nobody has put off, over the sale and never in its way. */
export function AlarmBanner() {
  const { t } = useTranslation();
  const first = useAlarms(({ alarms }) => alarms.find(({ snoozedUntil }) => !snoozedUntil));
  const seesDeposit = useMayAsk('see-deposit');
  // Nobody is sent to what they are not shown there.
  const leads = first && (first.part !== 'deposit' || seesDeposit);
  /** The alarm being put off, and where the cursor was. */
  const [asking, setAsking] = useState<{ alarm: Alarm; cursor: Element | null } | null>(null);
  useEffect(() => {
    // Once the dialog is gone: while it is open nothing else can have the cursor.
    return asking ? () => returnTo(asking.cursor) : undefined;
  }, [asking]);
  useKeys('frame', {
    'Alt+a': () => {
      if (!first || !leads) return false;
      goToAlarm(first);
      return true;
    },
  });
  return (
    <>
      {/* There before the first alarm: only what changes inside it is read out. */}
      <div aria-live="polite">
        {first && (
          <section
            aria-label={t('alarms.banner')}
            className={`flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-1.5 ${looks[first.level]}`}
          >
            <TriangleAlert aria-hidden="true" className="size-5 shrink-0" />
            <p className="min-w-48 flex-1 text-sm font-medium">{first.message}</p>
            {leads && (
              <Button
                shortcut={first.part === 'licence' ? 'F9' : 'Alt A'}
                onMouseDown={keepCursor}
                onClick={() => goToAlarm(first)}
              >
                {t(`alarms.fix.${first.part}`)}
              </Button>
            )}
            <Button
              look="quiet"
              onMouseDown={keepCursor}
              onClick={() => setAsking({ alarm: first, cursor: document.activeElement })}
            >
              {t('alarms.remind')}
            </Button>
          </section>
        )}
      </div>
      {asking && (
        <Suspense fallback={null}>
          <SnoozeDialog alarm={asking.alarm} onClose={() => setAsking(null)} />
        </Suspense>
      )}
    </>
  );
}
