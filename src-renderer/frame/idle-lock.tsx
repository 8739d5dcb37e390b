import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../bridge/door.ts';
import { isUnderWay, useSell } from '../stores/sell.ts';
import { signOut, useTill } from '../stores/till.ts';

const WARNING_SECONDS = 20;
/** Less than the shortest time after which the till locks: it hears in time of whoever only types. */
const TELL_EVERY_MS = 25_000;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'touchstart', 'wheel'] as const;

/**
 * Locks a till that nobody touches, as long after as the owner wants, and says so before. The sale stays
 * as it is until somebody opens the till again.
 */
export function IdleLock() {
  const minutes = useTill(({ till }) => till?.shop?.autoLockMinutes ?? 0);
  return minutes > 0 && <IdleWatch key={minutes} milliseconds={minutes * 60_000} />;
}

function IdleWatch({ milliseconds }: { milliseconds: number }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const watch = createIdleWatch();
    let told = performance.now();
    let locking = false;
    const live = (event: Event) => watch.sign(event);
    const options = { capture: true, passive: true };
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, live, options);
    const ticking = setInterval(() => {
      // Whoever waits for a token is there, although they touch nothing.
      if (isUnderWay(useSell.getState().attempt)) watch.seen();
      const seconds = Math.ceil((milliseconds - watch.idle()) / 1000);
      setLeft(seconds <= WARNING_SECONDS ? Math.max(0, seconds) : null);
      if (seconds <= 0 && !locking) {
        locking = true;
        void signOut().finally(() => {
          locking = false;
        });
      }
      const now = performance.now();
      if (now - told >= TELL_EVERY_MS && watch.idle() < now - told) {
        told = now;
        void ask('people.here', {});
      }
    }, 500);
    return () => {
      clearInterval(ticking);
      for (const sign of SIGNS_OF_LIFE) document.removeEventListener(sign, live, options);
    };
  }, [milliseconds]);
  return (
    <div aria-live="assertive">
      {left !== null && (
        <p className="border-b border-amber-line bg-amber-soft px-4 py-2.5 font-semibold text-amber">
          {/* Read aloud once, not every second. */}
          <span className="sr-only">{t('idle.soon')}</span>
          <span aria-hidden="true">{t('idle.locking', { count: left })}</span>
        </p>
      )}
    </div>
  );
}

/** How long nobody has touched the till. */
function createIdleWatch() {
  let lived = performance.now();
  // While the computer sleeps only the day goes on.
  let livedAt = Date.now();
  let pointer = '';
  const seen = () => {
    lived = performance.now();
    livedAt = Date.now();
  };
  return {
    seen,
    sign(event: Event): void {
      if (event instanceof PointerEvent && event.type === 'pointermove') {
        // What moves under a pointer that lies still is no hand.
        const place = `${event.screenX},${event.screenY}`;
        if (place === pointer) return;
        pointer = place;
      }
      seen();
    },
    /** Milliseconds. */
    idle(): number {
      return Math.max(performance.now() - lived, Date.now() - livedAt);
    },
  };
}
