import type { ModuleStatus } from '../src-shared/contract/shapes.ts';
import type { Clock } from './clock.ts';
import type { Modules } from './ledger/modules.ts';
import type { ModuleKeeper } from './module/keeper.ts';

export interface ModuleWatchParts {
  readonly keeper: ModuleKeeper;
  readonly modules: Modules;
  readonly clock: Clock;
  /** Something about the module is another: told after what is being done now. */
  readonly tell: () => void;
  /** The same at once, for what costs nothing. */
  readonly onChange: () => void;
  /** It is there (again), after it was not. */
  readonly onCame: () => void;
}

/** Sees the shop's module come and go. */
export class ModuleWatch {
  readonly #parts: ModuleWatchParts;
  readonly #stop: () => void;
  #telling: NodeJS.Immediate | null = null;
  #state: ModuleStatus['state'] = 'looking';
  #seen: string | null = null;
  /** How often it came (back). */
  #comings = 0;

  constructor(parts: ModuleWatchParts) {
    this.#parts = parts;
    this.#stop = parts.keeper.onChange(() => this.#changed());
  }

  get isReady(): boolean {
    return this.#state === 'ready';
  }

  /** Reads the module anew; whether it is there and was never away: then nobody hears that it came. */
  async isStillThere(): Promise<boolean> {
    const comings = this.#comings;
    if (!this.isReady) return false;
    await this.#parts.keeper.refresh();
    return this.isReady && this.#comings === comings;
  }

  close(): void {
    this.#stop();
    clearImmediate(this.#telling ?? undefined);
  }

  #changed(): void {
    const { keeper, modules, clock, onChange, onCame } = this.#parts;
    this.#tellSoon();
    onChange();
    const { state, identity, emulated } = keeper.snapshot;
    const cameBack = state === 'ready' && this.#state !== 'ready';
    this.#state = state;
    if (state !== 'ready' || !identity) return;
    // A module host may put another module behind a connection that stays open.
    if (cameBack || identity.moduleId !== this.#seen) {
      modules.saw({ ...identity, emulated }, clock.now());
      this.#seen = identity.moduleId;
    }
    if (!cameBack) return;
    this.#comings += 1;
    onCame();
  }

  /** The counter falls with each sale, and no sale waits for the strip. */
  #tellSoon(): void {
    this.#telling ??= setImmediate(() => {
      this.#telling = null;
      this.#parts.tell();
    });
  }
}
