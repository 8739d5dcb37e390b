import { paymentKind } from '../../src-shared/contract/payment.ts';
import { type ZLine, type ZReport, zReport } from '../../src-shared/contract/shift-shapes.ts';
import type { ZRecord } from '../ledger/z-reports.ts';

/** A Z report as it was made, with the head of the audit trail it was made at. */
export function readZReport({ body, auditSequence, auditHash }: ZRecord): ZReport {
  return zReport.parse({ ...JSON.parse(body), auditSequence, auditHash });
}

/** The same as a line in the list of them. */
export function zLineOf({ number, report, count }: ZReport): ZLine {
  const differences = paymentKind.options.map((kind) => count.difference[kind]);
  return {
    number,
    at: report.at,
    by: report.by,
    taken: report.taken,
    difference: differences.reduce((sum, each) => sum + each, 0),
    differed: differences.some((each) => each !== 0),
  };
}
