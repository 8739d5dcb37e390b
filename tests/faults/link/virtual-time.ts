import type { Clock } from '../../../src-main/clock.ts';

interface Timer {
  readonly at: number;
  readonly call: () => void;
}

/**
 * Time that passes only when nothing else is left to do, so that minutes of waiting cost nothing and
 * the same seed gives the same run. While it is in force `setTimeout` waits in this time.
 */
export class VirtualTime implements Clock {
  readonly #start: number;
  readonly #timers = new Set<Timer>();
  #elapsed = 0;

  /** @param start ISO 8601 */
  constructor(start: string) {
    this.#start = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#start + this.#elapsed);
  }

  monotonic(): number {
    return this.#elapsed;
  }

  /** Puts itself in the place of the global timers; answers the function that puts them back. */
  install(): () => void {
    const { setTimeout, clearTimeout } = globalThis;
    Reflect.set(globalThis, 'setTimeout', (callback: () => void, delay = 0) => {
      const timer: Timer = { at: this.#elapsed + Math.max(0, delay), call: callback };
      this.#timers.add(timer);
      const handle = { timer, ref: () => handle, unref: () => handle, hasRef: () => true };
      return handle;
    });
    Reflect.set(globalThis, 'clearTimeout', (handle: unknown) => {
      const timer: unknown =
        typeof handle === 'object' && handle ? Reflect.get(handle, 'timer') : null;
      for (const known of this.#timers) if (known === timer) this.#timers.delete(known);
    });
    return () => {
      Reflect.set(globalThis, 'setTimeout', setTimeout);
      Reflect.set(globalThis, 'clearTimeout', clearTimeout);
    };
  }

  /** Goes on to the next timer and calls it; goes no further than `limit`. False where there was none. */
  toNextTimer(limit = Number.POSITIVE_INFINITY): boolean {
    let next: Timer | null = null;
    for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer;
    if (!next || next.at > limit) return false;
    this.#timers.delete(next);
    this.#elapsed = Math.max(this.#elapsed, next.at);
    next.call();
    return true;
  }

  /** Moves on although nothing waits. */
  moveTo(elapsed: number): void {
    this.#elapsed = Math.max(this.#elapsed, elapsed);
  }
}
