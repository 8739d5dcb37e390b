import type { PrinterCondition } from '../../../src-shared/contract/printing-shapes.ts';
import { Refusal } from '../../refusal.ts';

/**
 * The way to one printer, for one slip or one look at it. What kind it is only `open.ts` knows.
 */
export interface PrinterLink {
  /**
   * How the printer is, as far as it says so. To be asked before {@link send}: printers answer between
   * slips.
   *
   * @throws PrinterError
   */
  condition(): Promise<PrinterCondition>;
  /**
   * Hands the bytes of one slip over. Resolves when the far side has taken them all, which is as much as
   * a receipt printer ever says.
   *
   * @throws PrinterError
   */
  send(bytes: Uint8Array): Promise<void>;
  /** Closing a closed link does nothing. */
  close(): Promise<void>;
}

/**
 * Why a slip is not on paper. `refused`: the machine is there, nothing listens. `unreachable`: no way to
 * the machine. `name`: its name is unknown. `not-found`: no such port, USB device or queue. `port-taken`
 * by another program. `no-permission`: the system lets nobody near. `queue`: the system's queue took no
 * slip. `paper-out`, `cover-open`, `offline`: the printer says so. In all of these nothing was printed.
 * `timeout`: it stopped taking bytes. `broken`: the connection was lost while the slip was sent. In these
 * two part of it may be on paper.
 */
export type PrinterTrouble =
  | 'refused'
  | 'unreachable'
  | 'name'
  | 'not-found'
  | 'port-taken'
  | 'no-permission'
  | 'queue'
  | 'paper-out'
  | 'cover-open'
  | 'offline'
  | 'timeout'
  | 'broken';

/** A printer that could not be given the slip. Its code is `printer.<reason>`. */
export class PrinterError extends Refusal {
  readonly reason: PrinterTrouble;

  /** @param detail `printer`: what a person would call it */
  constructor(
    reason: PrinterTrouble,
    detail: Readonly<Record<string, string | number>> & { readonly printer: string },
    cause?: unknown,
  ) {
    super(`printer.${reason}`, detail, { cause });
    this.reason = reason;
  }
}

/** Whether a slip that failed so may be on paper, or part of it. */
export function isPerhapsOnPaper({ code }: Refusal): boolean {
  return code === 'printer.broken' || code === 'printer.timeout';
}
