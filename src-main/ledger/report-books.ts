import { Audit } from './audit.ts';
import { Meters } from './meters.ts';
import { type Ledger, openBeside } from './open.ts';
import { Operators } from './operators.ts';
import { ReportLists } from './report-lists.ts';
import { ReportSums } from './report-sums.ts';
import { Sales } from './sales.ts';

/** What reports are read from. */
export interface ReportBooks {
  readonly ledger: Ledger;
  readonly reportSums: ReportSums;
  readonly reportLists: ReportLists;
  readonly sales: Pick<Sales, 'get'>;
  readonly operators: Pick<Operators, 'get'>;
  readonly meters: Pick<Meters, 'get'>;
}

/** @throws SqliteError where the ledger cannot be read */
export function openReportBooks(file: string): ReportBooks {
  return reportBooks(openBeside(file));
}

export function reportBooks(ledger: Ledger): ReportBooks {
  return {
    ledger,
    reportSums: new ReportSums(ledger),
    reportLists: new ReportLists(ledger),
    sales: new Sales(ledger, new Audit(ledger)),
    operators: new Operators(ledger),
    meters: new Meters(ledger),
  };
}
