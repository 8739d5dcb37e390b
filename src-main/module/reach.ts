import type { LinkSettings } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import { type FindPorts, findPorts, rememberDevice } from './links/discover.ts';
import { usbHotPlug } from './links/hot-plug.ts';
import type { Link } from './links/link.ts';
import { linkOpener } from './links/open.ts';
import { probe } from './probe.ts';
import { ModuleSearch, type PortSeen } from './search.ts';
import type { ModuleSnapshot } from './snapshot.ts';

export interface ReachParts {
  readonly clock: Clock;
  /** The link to the emulated module inside the till. */
  readonly builtIn: () => Promise<Link>;
  /** The module the till sells through, if there is a shop. */
  readonly inUse: () => ModuleSnapshot | null;
  /** The serial ports of this computer, where the system's own answer is not wanted. */
  readonly findPorts?: FindPorts | undefined;
}

/** The fewest retries that the protocol allows: most ports of a computer have no module behind them. */
const SEARCH = { retries: 2 } as const;

/** The ways to a security module: what ports there are, what answers there, and how it is opened. */
export class ModuleReach {
  readonly hotPlug = usbHotPlug();
  readonly openLink: (settings: LinkSettings) => Promise<Link>;
  readonly #clock: Clock;
  readonly #findPorts: FindPorts;
  readonly #search: ModuleSearch;

  constructor(parts: ReachParts) {
    this.#clock = parts.clock;
    this.#findPorts = parts.findPorts ?? findPorts;
    this.openLink = linkOpener(parts.builtIn, this.#findPorts);
    this.#search = new ModuleSearch({
      findPorts: this.#findPorts,
      look: (link) => probe(link, this.openLink, this.#clock, SEARCH),
      inUse: parts.inUse,
    });
  }

  /** Looks once at what is behind a link. Never rejects for what is found there. */
  probe(link: LinkSettings): Promise<ModuleSnapshot> {
    return this.whileFree(link, (free) => this.look(free));
  }

  /** As {@link probe}, for a link that is kept free. */
  look(link: LinkSettings): Promise<ModuleSnapshot> {
    return probe(link, this.openLink, this.#clock);
  }

  /** Looks for modules on the ports of this computer; `again`: on those it knows already, too. */
  search(again: boolean): Promise<PortSeen[]> {
    return this.#search.search(again);
  }

  /**
   * Runs work that opens a link, while no search opens its port. The work is given the link with what
   * is known of its device, and must not wait for another search or {@link probe}.
   */
  async whileFree<Value>(
    link: LinkSettings,
    work: (link: LinkSettings) => Promise<Value>,
  ): Promise<Value> {
    if (link.kind !== 'serial') return work(link);
    return this.#search.alone(async () => work(await rememberDevice(link, this.#findPorts)));
  }
}
