import type { Link } from './links/link.ts';
import { type ModuleError, UNLIMITED_TRANSACTIONS } from './security-module.ts';
import type { ModuleFound } from './snapshot.ts';
import { Sts6Module } from './sts6/driver.ts';
import type { ExchangeOptions } from './sts6/exchange.ts';

/** Done once the module was read, before anybody is told that it is ready. Must not reject. */
export type AfterReading = (seen: ModuleFound) => Promise<void>;

/** A link that is open, and the module behind it. */
export interface ModuleSession {
  readonly link: Link;
  readonly module: Sts6Module;
  /** As the module said last, less the tokens that came since; null before it said. */
  transactionsLeft: number | null;
  /** What was asked before anything else; what it leads to runs when the module was read. */
  first: Promise<AfterReading | null> | null;
  /** The reading that is under way. */
  look: Promise<void> | null;
}

/** Speaks to the module behind a link. `onFailure` hears of each request that failed, and must not throw. */
export function sessionOn(
  link: Link,
  options: ExchangeOptions,
  onFailure: (session: ModuleSession, error: ModuleError) => void,
): ModuleSession {
  const session: ModuleSession = {
    link,
    module: new Sts6Module(link, {
      ...options,
      onToken: () => {
        const left = session.transactionsLeft ?? 0;
        if (left > 0 && left < UNLIMITED_TRANSACTIONS) {
          session.transactionsLeft = left - 1;
        }
      },
      onCounter: (left) => {
        session.transactionsLeft = left;
      },
      onFailure: (error) => onFailure(session, error),
    }),
    transactionsLeft: null,
    first: null,
    look: null,
  };
  return session;
}
