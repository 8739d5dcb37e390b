import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';

interface LoadButtonsProps {
  /** What the load button says. */
  readonly load: ReactNode;
  /** What the way back to the window says. */
  readonly another: string;
  /** Something is in the way: there is nothing to load yet. */
  readonly blocked: boolean;
  readonly busy: boolean;
  readonly onLoad: () => void;
  readonly onGoBack: () => void;
}

/** Under what was recognised: send it, or paste another. */
export function LoadButtons(props: LoadButtonsProps) {
  const { load, another, blocked, busy, onLoad, onGoBack } = props;
  const first = useRef<HTMLButtonElement>(null);
  const before = useRef({ blocked, busy });
  useEffect(() => {
    const changed = before.current.blocked !== blocked || before.current.busy !== busy;
    before.current = { blocked, busy };
    // The button with the cursor was taken away, or could not be pressed for a while.
    if (changed && !busy && document.activeElement === document.body) first.current?.focus();
  }, [blocked, busy]);
  return (
    <div className="flex flex-wrap gap-3">
      {!blocked && (
        <Button ref={first} look="primary" shortcut="Ctrl Enter" disabled={busy} onClick={onLoad}>
          {load}
        </Button>
      )}
      <Button ref={blocked ? first : null} disabled={busy} onClick={onGoBack}>
        {another}
      </Button>
    </div>
  );
}

/** A held key presses nothing: it would go through one step after the other. */
export function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.repeat) event.preventDefault();
}
