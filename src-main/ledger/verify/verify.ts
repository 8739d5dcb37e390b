import { NO_AUDIT } from '../audit.ts';
import { LEDGER_VERSION, type Ledger } from '../open.ts';
import { followChain } from './chain.ts';
import { DebtTrail } from './debt-trail.ts';
import { openToRead } from './open-to-read.ts';
import { Progress } from './progress.ts';
import { Findings, type VerifyOptions, type VerifyReport } from './report.ts';
import { RowTrail } from './row-trail.ts';
import { checkRules, RULES_OF_SALES } from './rules.ts';
import { SaleTrail } from './sale-trail.ts';
import { ShiftTrail } from './shift-trail.ts';
import { checkPages, checkReferences, checkSchema } from './structure.ts';
import { TariffTrail } from './tariff-trail.ts';
import { ZTrail } from './z-trail.ts';

type Counts = Pick<VerifyReport, 'rows' | 'sales' | 'zReports' | 'before' | 'auditHead'>;

const NOTHING: Counts = { rows: 0, sales: 0, zReports: 0, before: 0, auditHead: NO_AUDIT };

/** How long the structure takes, in the time that a rule takes over the same sales. */
const STRUCTURE_IN_RULES = 18;
/** The same for a row of the trail together with its sale. */
const TRAIL_IN_RULES = 17;

/**
 * Checks a whole ledger: its structure, the audit trail from the first row to the last, every row that
 * the trail vouches for, Z reports and their sums, and what sales, tokens and shifts have to keep to.
 * The file is only read, in pieces, and left as it was found. It takes its time: a till asks for it
 * beside its work ({@link verifyBeside}).
 *
 * @throws Refusal `ledger.from-the-future`, `ledger.in-use`, `ledger.unreadable` where it cannot be
 *   looked at at all
 */
export function verifyLedger(file: string, options: VerifyOptions = {}): VerifyReport {
  const began = performance.now();
  const { ledger, version, close } = openToRead(file);
  try {
    const findings = new Findings();
    // One state of the file, from beginning to end.
    ledger.exec('BEGIN');
    const counts = check(ledger, version, findings, options);
    return {
      outcome: findings.found > 0 ? 'wrong' : version < LEDGER_VERSION ? 'older' : 'right',
      ok: findings.found === 0 && version === LEDGER_VERSION,
      version,
      ...counts,
      seconds: (performance.now() - began) / 1000,
      problems: findings.problems,
      found: findings.found,
    };
  } finally {
    close();
  }
}

function check(
  ledger: Ledger,
  version: number,
  findings: Findings,
  options: VerifyOptions,
): Counts {
  try {
    checkSchema(ledger, version, findings);
    const sales = countOf(ledger, 'sale');
    const trail = version < LEDGER_VERSION ? 0 : countOf(ledger, 'audit');
    const rules = sales * (RULES_OF_SALES + 1);
    const structure = sales * STRUCTURE_IN_RULES;
    const progress = new Progress(
      structure + rules + trail * TRAIL_IN_RULES,
      options.onProgress ?? (() => undefined),
    );
    checkPages(ledger, findings);
    checkReferences(ledger, findings);
    progress.add(structure);
    if (version < LEDGER_VERSION) return { ...NOTHING, sales };
    return checkContents(ledger, findings, progress, options, { sales, trail });
  } catch (error) {
    // What SQLite cannot read any more, and tables that are not there.
    const reason = error instanceof Error ? error.message : String(error);
    findings.add('file.damaged', 'file', null, { reason });
    return NOTHING;
  }
}

function checkContents(
  ledger: Ledger,
  findings: Findings,
  progress: Progress,
  options: VerifyOptions,
  { sales, trail }: { sales: number; trail: number },
): Counts {
  const followers = {
    z: new ZTrail(ledger, findings, options.paper ?? []),
    sale: new SaleTrail(ledger, findings),
    shift: new ShiftTrail(ledger, findings),
    row: new RowTrail(ledger, findings),
    debt: new DebtTrail(ledger, findings),
    tariff: new TariffTrail(ledger, findings),
  };
  const all = Object.values(followers);
  const head = followChain(
    ledger,
    findings,
    (rows) => progress.add(rows * TRAIL_IN_RULES),
    (row) => {
      for (const follower of all) follower.follow(row);
    },
  );
  followers.z.end(head);
  followers.shift.end();
  followers.row.end();
  followers.debt.end();
  followers.tariff.end();
  const before = followers.sale.end(progress);
  checkRules(ledger, findings, progress);
  progress.end();
  const zReports = followers.z.count;
  return { rows: trail + sales + zReports, sales, zReports, before, auditHead: head };
}

function countOf(ledger: Ledger, table: 'sale' | 'audit'): number {
  return Number(ledger.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
}
