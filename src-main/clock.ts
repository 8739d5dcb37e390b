/** Time as a port: tests set it, the till reads it. */
export interface Clock {
  /** The time of day, UTC inside. */
  now(): Date;
  /** Milliseconds that only ever rise, for waits that setting the clock must not shorten. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};
