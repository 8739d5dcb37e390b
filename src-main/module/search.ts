import { realpath } from 'node:fs/promises';
import type { LinkSettings } from '../../src-shared/contract/shapes.ts';
import { type FindPorts, type PortCandidate, pathOf } from './links/discover.ts';
import type { ModuleSnapshot } from './snapshot.ts';

export interface SearchParts {
  readonly findPorts: FindPorts;
  /** Looks once at what is behind a link; never rejects for what is found there. */
  readonly look: (link: LinkSettings) => Promise<ModuleSnapshot>;
  /** The module the till sells through, if there is a shop. */
  readonly inUse: () => ModuleSnapshot | null;
}

export interface PortSeen {
  readonly port: PortCandidate;
  readonly link: LinkSettings;
  readonly inUse: boolean;
  readonly snapshot: ModuleSnapshot;
}

/**
 * Looks for modules on the ports of this computer, all at once. The port in use is not opened: its module
 * is told of as it stands. What was seen is remembered for as long as the port is there, so that a
 * search every two seconds only asks what was plugged in since.
 */
export class ModuleSearch {
  readonly #parts: SearchParts;
  readonly #remembered = new Map<string, ModuleSnapshot>();
  #turn: Promise<unknown> = Promise.resolve();
  /** The search that is under way, or is the next to be. */
  #running: { readonly again: boolean; readonly ports: Promise<PortSeen[]> } | null = null;

  constructor(parts: SearchParts) {
    this.#parts = parts;
  }

  /**
   * Whoever asks while a search runs gets what it finds.
   *
   * @param again asks every port anew
   */
  search(again: boolean): Promise<PortSeen[]> {
    if (this.#running && (this.#running.again || !again)) return this.#running.ports;
    const ports = this.alone(() => this.#search(again)).finally(() => {
      if (this.#running === running) this.#running = null;
    });
    const running = { again, ports };
    this.#running = running;
    return ports;
  }

  /**
   * Runs work that opens a port while no search has one open, and lets none begin before its end: two
   * on one port would read each other's answers.
   */
  alone<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #search(again: boolean): Promise<PortSeen[]> {
    const ports = await this.#parts.findPorts();
    const keys = new Set(ports.map(keyOf));
    for (const key of this.#remembered.keys()) {
      if (again || !keys.has(key)) this.#remembered.delete(key);
    }
    const inUse = this.#parts.inUse();
    const taken = inUse ? await pathsInUse(inUse, ports) : [];
    return Promise.all(
      ports.map(async (port) => {
        if (inUse && taken.includes(port.path)) {
          // Whatever was seen there before is older than what the till knows of it.
          this.#remembered.delete(keyOf(port));
          return { port, link: inUse.settings, inUse: true, snapshot: inUse };
        }
        const link = linkTo(port);
        return { port, link, inUse: false, snapshot: await this.#look(keyOf(port), link) };
      }),
    );
  }

  async #look(key: string, link: LinkSettings): Promise<ModuleSnapshot> {
    const known = this.#remembered.get(key);
    if (known) return known;
    const seen = await this.#parts.look(link);
    if (isLasting(seen)) this.#remembered.set(key, seen);
    return seen;
  }
}

/** A port that could not be opened may be in a moment: it costs next to nothing to try again. */
function isLasting({ state, problem }: ModuleSnapshot): boolean {
  return state !== 'gone' || problem?.code === 'module.silent';
}

function keyOf({ path, usbSerial }: PortCandidate): string {
  return `${path} ${usbSerial}`;
}

function linkTo({ path, usbSerial }: PortCandidate): LinkSettings {
  return { kind: 'serial', path, ...(usbSerial === null ? {} : { usbSerial }) };
}

/** Where the till is, or will look next. It may have been given another name of the port, e.g. by-id. */
async function pathsInUse(
  { settings, state, linkName }: ModuleSnapshot,
  ports: readonly PortCandidate[],
): Promise<string[]> {
  if (settings.kind !== 'serial') return [];
  const paths = [pathOf(settings, ports), ...(state === 'gone' ? [] : [linkName])];
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  return [...paths, ...real];
}
