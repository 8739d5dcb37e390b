import { PrinterError } from '../../../../src-main/printing/links/link.ts';

/** Why that failed; it has to be a PrinterError. */
export async function reasonOf(work: Promise<unknown>): Promise<PrinterError['reason']> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PrinterError)) throw new Error(`not a PrinterError: ${String(error)}`);
  return error.reason;
}
