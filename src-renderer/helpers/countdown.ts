const DAY_MS = 86_400_000;
/** From so many days on it is spoken of; from so few on something has to be done. */
const AMBER_DAYS = 30;
const RED_DAYS = 7;

export interface Countdown {
  /** Whole days left; negative once it is over. */
  readonly days: number;
  readonly mood: 'calm' | 'amber' | 'red';
}

/** How long until an instant. */
export function countdownTo(instant: string, now: Date): Countdown {
  const days = Math.floor((Date.parse(instant) - now.getTime()) / DAY_MS);
  return { days, mood: days <= RED_DAYS ? 'red' : days <= AMBER_DAYS ? 'amber' : 'calm' };
}
