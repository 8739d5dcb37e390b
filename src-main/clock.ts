/** Time as a port: tests set it, the till reads it. */
export interface Clock {
  /** The time of day, UTC inside. */
  now(): Date;
  /** Milliseconds that only ever rise, for waits that setting the clock must not shorten. */
  monotonic(): number;
}

/**
 * How far this computer's clock and the module's may be apart before selling stops, in seconds. A time
 * zone taken for another is less; a month or a year mistyped is more.
 */
export const MOST_CLOCK_DIFFERENCE_SECONDS = 24 * 3600;

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};
