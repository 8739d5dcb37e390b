import type { HotPlug } from './links/hot-plug.ts';

/** Listens for devices being plugged in, while somebody waits for one. */
export class PlugWatch {
  readonly #hotPlug: HotPlug | undefined;
  readonly #onPlug: () => void;
  #stop: (() => void) | null = null;

  constructor(hotPlug: HotPlug | undefined, onPlug: () => void) {
    this.#hotPlug = hotPlug;
    this.#onPlug = onPlug;
  }

  /** Begins or ends; more of the same does nothing. */
  watch(waiting: boolean): void {
    if (waiting === (this.#stop !== null)) return;
    this.#stop?.();
    this.#stop = waiting ? (this.#hotPlug?.onChange(this.#onPlug) ?? null) : null;
  }
}
