/** Longer than the gap between the two presses of a double press, or of a double Enter. */
export const SETTLE_MS = 500;
/** A hand that presses twice hardly moves. */
const NEAR_PX = 12;

/** What can be pressed. */
const CONTROLS = 'button, a, summary, input, select, textarea, [role="option"]';

interface Press {
  readonly x: number;
  readonly y: number;
  /** In milliseconds. */
  readonly at: number;
  /** What was pressed; null for nothing that can be. */
  readonly control: unknown;
}

/**
 * Whether the second press of a double press hit something else than the first: what the first one
 * brought under the pointer. Nobody has seen it yet, so nobody means it.
 */
export function isAfterthought(press: Press, before: Press | null): boolean {
  if (!before || before.control === null || press.control === before.control) return false;
  const isNear = Math.hypot(press.x - before.x, press.y - before.y) <= NEAR_PX;
  return isNear && press.at - before.at < SETTLE_MS;
}

/** The same for a label and for what it names: a press on the one is followed by one on the other. */
function controlOf(target: EventTarget | null): Element | null {
  if (!(target instanceof Element)) return null;
  return target.closest('label')?.control ?? target.closest(CONTROLS);
}

/** From now on such a press does nothing, anywhere on the screen. */
export function ignoreAfterthoughts(): void {
  let last: Press | null = null;
  const pressOf = (event: MouseEvent): Press => ({
    ...{ x: event.clientX, y: event.clientY, at: event.timeStamp },
    control: controlOf(event.target),
  });
  const swallow = (event: MouseEvent) => {
    // A press that a key or a label made has no place.
    if (event.type === 'click' && event.detail === 0) return;
    const press = pressOf(event);
    if (isAfterthought(press, last)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (event.type === 'click') last = press;
  };
  // Nor does it take the cursor away.
  document.addEventListener('mousedown', swallow, { capture: true });
  document.addEventListener('click', swallow, { capture: true });
}
