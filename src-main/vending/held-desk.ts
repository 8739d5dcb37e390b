import { type HeldSale, MOST_HELD } from '../../src-shared/contract/held-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Meter, Operator } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import type { Actor, Audit } from '../ledger/audit.ts';
import type { Meters } from '../ledger/meters.ts';
import type { OneCommit } from '../ledger/one-commit.ts';
import { recorded } from '../ledger/recorded.ts';
import type { KeptHeld, Settings } from '../ledger/settings.ts';
import { Refusal } from '../refusal.ts';

export interface HeldDeskParts {
  readonly settings: Settings;
  readonly meters: Meters;
  readonly audit: Audit;
  readonly oneCommit: OneCommit;
  readonly clock: Clock;
}

/**
 * Sales that wait for their customers, kept with the ledger: over locking, another person, and a restart.
 * No money is in them and no price: the price is asked for again when one is taken up.
 */
export class HeldDesk {
  readonly #parts: HeldDeskParts;

  constructor(parts: HeldDeskParts) {
    this.#parts = parts;
  }

  /** The one that has waited longest first. */
  list(): HeldSale[] {
    return this.#kept().flatMap((kept) => {
      const meters = this.#metersOf(kept.draft);
      return meters ? [heldView(kept, meters)] : [];
    });
  }

  /** @throws Refusal `meter.unknown`, `held.full`, `held.request-reused` */
  put({ id, draft }: Parsed<'held.put'>, operator: Operator, actor: Actor): HeldSale[] {
    const kept = this.#kept();
    const same = kept.find((each) => each.id === id);
    if (same) {
      if (JSON.stringify(same.draft) !== JSON.stringify(draft)) {
        throw new Refusal('held.request-reused');
      }
      return this.list();
    }
    const meters = this.#metersOf(draft);
    if (!meters) throw new Refusal('meter.unknown');
    if (kept.length >= MOST_HELD) throw new Refusal('held.full', { most: MOST_HELD });
    const at = this.#parts.clock.now();
    const held = { id, at: at.toISOString(), operatorName: operator.name, draft };
    this.#save([...kept, held], 'sale.held', meters[0], actor);
    return this.list();
  }

  /** @throws Refusal `held.gone`, `meter.unknown` */
  take(id: string, actor: Actor): HeldSale {
    const kept = this.#remove(id, 'sale.recalled', actor);
    const meters = this.#metersOf(kept.draft);
    if (!meters) throw new Refusal('meter.unknown');
    return heldView(kept, meters);
  }

  /** @throws Refusal `held.gone` */
  drop(id: string, actor: Actor): HeldSale[] {
    this.#remove(id, 'sale.held-dropped', actor);
    return this.list();
  }

  #remove(id: string, what: string, actor: Actor): KeptHeld {
    const all = this.#kept();
    const kept = all.find((each) => each.id === id);
    if (!kept) throw new Refusal('held.gone');
    const meter = this.#parts.meters.get(kept.draft.meterId);
    const others = all.filter((each) => each.id !== id);
    this.#save(others, what, meter, actor);
    return kept;
  }

  /** The meter of a draft, and those of the others after it; null where one is not there. */
  #metersOf({ meterId, others }: KeptHeld['draft']): readonly [Meter, ...Meter[]] | null {
    const { meters } = this.#parts;
    const meter = meters.get(meterId);
    const found = others.flatMap((other) => meters.get(other.meterId) ?? []);
    return meter && found.length === others.length ? [meter, ...found] : null;
  }

  #kept(): readonly KeptHeld[] {
    return this.#parts.settings.held();
  }

  #save(held: readonly KeptHeld[], what: string, meter: Meter | null, actor: Actor): void {
    const { settings, clock } = this.#parts;
    recorded(
      this.#parts,
      { actor, at: clock.now() },
      () => settings.saveHeld(held),
      () => ({ what, facts: { drn: meter?.drn ?? '' } }),
    );
  }
}

function heldView(
  { id, at, operatorName, draft }: KeptHeld,
  [meter, ...others]: readonly [Meter, ...Meter[]],
): HeldSale {
  return { id, at, operatorName, meter, others, draft };
}
