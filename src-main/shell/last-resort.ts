import type { Failure } from '../../src-shared/contract/failure.ts';

export interface LastResort {
  /** Writes it down; answers the sentences for the person. Null where there is no till yet. */
  readonly crashed: (error: unknown) => Failure | null;
  /** Closes what can be closed. */
  readonly close: () => Promise<void>;
  readonly tell: (message: string, hint: string) => void;
  readonly exit: (code: number) => void;
}

/** A till that cannot close itself is ended all the same. Its ledger stands that. */
const PATIENCE_MS = 5000;

/**
 * What nobody foresaw ends the program in order: it is written down, the ledger is closed, the person is
 * told. A till that went on half-dead would take money and not know it.
 */
export function onLastResort(parts: LastResort): void {
  let isEnding = false;
  const end = (error: unknown) => {
    // What goes wrong while it closes changes nothing.
    if (isEnding) return;
    isEnding = true;
    const failure = parts.crashed(error);
    console.error(error);
    const done = () => {
      parts.tell(failure?.message ?? 'Voltill has to close.', failure?.hint ?? String(error));
      parts.exit(1);
    };
    const waiting = setTimeout(done, PATIENCE_MS);
    parts
      .close()
      .catch((trouble: unknown) => console.error(trouble))
      .finally(() => {
        clearTimeout(waiting);
        done();
      });
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
