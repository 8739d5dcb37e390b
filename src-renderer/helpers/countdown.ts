const DAY_MS = 86_400_000;

/** From so many days on it is spoken of; from so few on something has to be done. */
interface Warning {
  readonly amber: number;
  readonly red: number;
}

/** Until the owner's own are known. */
const USUAL_WARNING: Warning = { amber: 30, red: 7 };

export interface Countdown {
  /** Whole days left; negative once it is over. */
  readonly days: number;
  readonly mood: 'calm' | 'amber' | 'red';
}

/** How long until an instant. */
export function countdownTo(instant: string, now: Date, { amber, red } = USUAL_WARNING): Countdown {
  const days = Math.floor((Date.parse(instant) - now.getTime()) / DAY_MS);
  // What is over is red, whatever the owner wants to be warned of.
  return { days, mood: days < 0 || days <= red ? 'red' : days <= amber ? 'amber' : 'calm' };
}
