import { isDeepStrictEqual } from 'node:util';
import type { LinkSettings } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import { closeQuietly } from './links/close-quietly.ts';
import type { HotPlug } from './links/hot-plug.ts';
import type { Link } from './links/link.ts';
import { lookAt, secondsAhead } from './look.ts';
import { PlugWatch } from './plug-watch.ts';
import { RegisterChanges } from './register-changes.ts';
import {
  ModuleError,
  ModuleRefused,
  ModuleUnplugged,
  type SecurityModule,
} from './security-module.ts';
import { type AfterReading, type ModuleSession, sessionOn } from './session.ts';
import {
  found,
  linkProblem,
  looking,
  type ModuleFound,
  type ModuleSnapshot,
  nameOf,
} from './snapshot.ts';
import type { ExchangeOptions } from './sts6/exchange.ts';
import { type After, systemAfter } from './timers.ts';

export type { ModuleSnapshot } from './snapshot.ts';

export interface KeeperParts {
  readonly openLink: (settings: LinkSettings) => Promise<Link>;
  readonly clock: Clock;
  readonly after?: After;
  readonly driver?: ExchangeOptions;
  /** Makes it quicker to find a module that is plugged in again. */
  readonly hotPlug?: HotPlug;
  /** Hears of a listener that threw. */
  readonly onUnexpected?: (what: string, error: unknown) => void;
}

/** Between two attempts to reach a module that is gone, in milliseconds. */
const RETRY_MS = 2000;
/** Between two looks at a module that is there and cannot sell: somebody may be seeing to it. */
const UNUSABLE_MS = 10_000;
/** Between two readings of the counter and clock, which also show that the module is still there. */
const PRESENCE_MS = 60_000;
/** How soon after that time it is tried again when the module is busy. */
const BUSY_MS = 5000;

/**
 * Owns the link to the security module: opens it, reads the module, tells listeners what is there,
 * and comes back by itself when the module was unplugged. Nothing it does rejects because of a module.
 */
export class ModuleKeeper {
  readonly #parts: KeeperParts;
  readonly #after: After;
  readonly #plugs: PlugWatch;
  readonly #listeners = new Set<(snapshot: ModuleSnapshot) => void>();
  #snapshot: ModuleSnapshot;
  #session: ModuleSession | null = null;
  #connecting: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  /** Rises when the link in use is given up, so that what was under way for it is thrown away. */
  #generation = 0;
  readonly #registers = new RegisterChanges();
  #first: ((module: SecurityModule) => Promise<AfterReading | null> | null) | null = null;
  #lastLoss = Number.NEGATIVE_INFINITY;
  #closed = false;

  /** Does nothing until {@link start}. */
  constructor(settings: LinkSettings, parts: KeeperParts) {
    this.#parts = parts;
    this.#after = parts.after ?? systemAfter;
    this.#plugs = new PlugWatch(parts.hotPlug, () => void this.#connect());
    this.#snapshot = looking(settings);
  }

  get snapshot(): ModuleSnapshot {
    return this.#snapshot;
  }

  /** The module to sell through. @throws ModuleUnplugged (nothing spent) while there is none ready */
  current(): SecurityModule {
    if (this.#session && this.#snapshot.state === 'ready') return this.#session.module;
    throw new ModuleUnplugged(`no module is ready at ${this.#snapshot.linkName}`, 'no');
  }

  /** Whether the registers it tells of are those in the module: not while keys change, nor until they were read anew. */
  get knowsRegisters(): boolean {
    return this.#registers.areKnown;
  }

  /**
   * Runs work that changes key registers, and reads the module behind it, however the work ended.
   *
   * @throws ModuleUnplugged (nothing sent) while there is no module ready, and whatever the work throws
   */
  async changeRegisters<Value>(work: (module: SecurityModule) => Promise<Value>): Promise<Value> {
    const module = this.current();
    this.#registers.begin();
    try {
      return await work(module);
    } finally {
      this.#registers.end();
      await this.#lookAnew();
    }
  }

  /** Calls back after each change; returns the function that stops it. */
  onChange(listener: (snapshot: ModuleSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * What is asked on each new link before anything else is; null for nothing. What it answers runs once
   * the module was read and is ready, before anybody is told so.
   */
  askFirst(first: (module: SecurityModule) => Promise<AfterReading | null> | null): void {
    this.#first = first;
  }

  /** Opens the link and looks at the module. Resolves when it is known what is there. */
  start(): Promise<void> {
    return this.use(this.#snapshot.settings);
  }

  /** Changes to another link. Resolves when it is known what is there. */
  async use(settings: LinkSettings): Promise<void> {
    if (this.#closed) return;
    const old = this.#giveUp();
    const generation = this.#generation;
    this.#publish(looking(settings));
    // The same port cannot be opened before it is closed.
    await old;
    if (generation === this.#generation) await this.#connect();
  }

  /** Reads the module again, or tries at once to reach it. Resolves when it is known what is there. */
  async refresh(): Promise<void> {
    if (this.#closed) return;
    await (this.#session ? this.#look(this.#session) : this.#connect());
  }

  /** As {@link refresh}, by a look that begins from now on: one under way may have read what has changed. */
  async #lookAnew(): Promise<void> {
    await (this.#session?.look ?? this.#connecting);
    await this.refresh();
  }

  /**
   * To be called when a token has been stored: shows the transactions left, which the driver counts
   * down with each token that comes, without a request.
   */
  noteSpent(): void {
    const session = this.#session;
    if (!session || session.transactionsLeft === this.#snapshot.transactionsLeft) return;
    if (this.#snapshot.state !== 'ready') return;
    this.#publish({ ...this.#snapshot, transactionsLeft: session.transactionsLeft });
  }

  /** Closes the link; no timer is left and no listener hears more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    await this.#giveUp();
  }

  #giveUp(): Promise<void> {
    this.#generation += 1;
    this.#connecting = null;
    this.#plugs.watch(false);
    this.#wait(null);
    const session = this.#session;
    this.#session = null;
    return session ? closeQuietly(session.link) : Promise.resolve();
  }

  #connect(): Promise<void> {
    this.#wait(null);
    if (this.#connecting) return this.#connecting;
    const connecting = this.#connectOnce().finally(() => {
      if (this.#connecting === connecting) this.#connecting = null;
    });
    this.#connecting = connecting;
    return connecting;
  }

  async #connectOnce(): Promise<void> {
    const generation = this.#generation;
    const { settings } = this.#snapshot;
    let link: Link;
    try {
      link = await this.#parts.openLink(settings);
    } catch (error) {
      if (generation === this.#generation) this.#gone(found('gone', linkProblem(settings, error)));
      return;
    }
    if (generation !== this.#generation) return closeQuietly(link);
    const options = { after: this.#after, ...this.#parts.driver };
    const session = sessionOn(link, options, (failed, error) => this.#failed(failed, error));
    this.#session = session;
    // Queued before any look: whoever looks meanwhile comes behind it.
    session.first = this.#first?.(session.module) ?? null;
    link.onClose((reason) => this.#lost(session, reason));
    await this.#look(session);
  }

  #look(session: ModuleSession): Promise<void> {
    session.look ??= this.#lookOnce(session).finally(() => {
      session.look = null;
    });
    return session.look;
  }

  async #lookOnce(session: ModuleSession): Promise<void> {
    const { link, module } = session;
    const generation = this.#generation;
    const afterReading = await this.#unexpectedly('asking first', session.first);
    const takeRegisters = this.#registers.reading();
    const seen = await lookAt(module, link.name, this.#parts.clock);
    if (session !== this.#session) return;
    if (seen.state === 'ready' && afterReading) {
      session.first = null;
      await this.#unexpectedly('what was asked first', afterReading(seen));
      if (session !== this.#session) return;
    }
    if (seen.state === 'gone') {
      this.#session = null;
      await closeQuietly(link);
      if (generation === this.#generation) this.#gone(seen);
      return;
    }
    takeRegisters();
    this.#publish({
      ...seen,
      settings: this.#snapshot.settings,
      linkName: link.name,
      transactionsLeft: session.transactionsLeft,
    });
    this.#plugs.watch(false);
    if (seen.state === 'ready') this.#wait(PRESENCE_MS, () => this.#checkPresence(session));
    else this.#wait(UNUSABLE_MS, () => void this.refresh());
  }

  async #checkPresence(session: ModuleSession): Promise<void> {
    if (session !== this.#session) return;
    if (!session.module.idle) {
      this.#wait(BUSY_MS, () => this.#checkPresence(session));
      return;
    }
    try {
      const { clock, moduleId } = await session.module.transactionCounter();
      if (session !== this.#session || this.#snapshot.state !== 'ready') return;
      // A module host may have put another module behind the same connection.
      if (moduleId !== this.#snapshot.identity?.moduleId) return void this.refresh();
      this.#publish({
        ...this.#snapshot,
        transactionsLeft: session.transactionsLeft,
        clockDifferenceSeconds: secondsAhead(clock, this.#parts.clock),
      });
    } catch {
      // What it means was seen to by #failed.
    }
    if (session === this.#session && !session.look) {
      this.#wait(PRESENCE_MS, () => this.#checkPresence(session));
    }
  }

  /** Whatever goes wrong there must not keep the module away. */
  async #unexpectedly<Value>(what: string, work: Promise<Value> | null): Promise<Value | null> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof ModuleError)) this.#parts.onUnexpected?.(what, error);
      return null;
    }
  }

  /** A request failed: where that says something about the module itself, it is looked at again. */
  #failed(session: ModuleSession, error: ModuleError): void {
    if (session !== this.#session || session.look || error instanceof ModuleUnplugged) return;
    if (error instanceof ModuleRefused && !['01', '31', '57', '58'].includes(error.status)) return;
    void this.refresh();
  }

  /** The link broke: it is opened again at once, unless it keeps breaking. */
  #lost(session: ModuleSession, reason: Error | undefined): void {
    if (session !== this.#session) return;
    void this.#giveUp();
    const now = this.#parts.clock.monotonic();
    const keepsBreaking = now - this.#lastLoss < RETRY_MS;
    this.#lastLoss = now;
    this.#gone(
      found('gone', linkProblem(this.#snapshot.settings, reason)),
      keepsBreaking ? RETRY_MS : 0,
    );
  }

  #gone(seen: ModuleFound, retryIn = RETRY_MS): void {
    const { settings } = this.#snapshot;
    this.#publish({ ...seen, settings, linkName: nameOf(settings) });
    this.#plugs.watch(settings.kind === 'serial' && !this.#closed);
    this.#wait(retryIn, () => void this.#connect());
  }

  /** One timer at a time; null stops it. */
  #wait(milliseconds: number | null, callback: () => void = () => {}): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (milliseconds !== null && !this.#closed) {
      this.#cancelTimer = this.#after(milliseconds, callback);
    }
  }

  #publish(snapshot: ModuleSnapshot): void {
    if (isDeepStrictEqual(snapshot, this.#snapshot)) return;
    this.#snapshot = snapshot;
    for (const listener of [...this.#listeners]) {
      try {
        listener(snapshot);
      } catch (error) {
        this.#parts.onUnexpected?.('a listener of the module', error);
      }
    }
  }
}
