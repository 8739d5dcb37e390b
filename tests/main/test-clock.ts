import type { Clock } from '../../src-main/clock.ts';

/** A clock that stands still until it is told otherwise. */
export class TestClock implements Clock {
  time: Date;
  /** Milliseconds of waiting. {@link advance} moves both; setting `time` moves only the time of day. */
  waited = 0;

  constructor(time: string) {
    this.time = new Date(time);
  }

  now(): Date {
    return new Date(this.time);
  }

  monotonic(): number {
    return this.waited;
  }

  /** Moves the time of day alone, as somebody who sets the computer's clock does. */
  set(time: string): void {
    this.time = new Date(time);
  }

  advance(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
    this.waited += milliseconds;
  }
}
