import type { VerifyProblem, VerifyResult } from '../../src-shared/contract/audit-shapes.ts';
import type { Finding, VerifyReport } from '../ledger/verify/report.ts';
import type { Messages } from '../messages.ts';

/** What a check found, in words. */
export function verifyView(report: VerifyReport, messages: Messages): VerifyResult {
  const { ok, rows, seconds, auditHead, problems } = report;
  return {
    ok,
    rows,
    seconds,
    auditSequence: auditHead.sequence,
    auditHash: auditHead.hash,
    problems: problems.map((problem) => problemView(problem, messages)),
  };
}

function problemView(problem: Finding, messages: Messages): VerifyProblem {
  const { rule, table, row } = problem;
  const place = row === null ? table : `${table} ${row}`;
  return { rule, place, message: problemSentence(messages, problem) };
}

/** What is wrong with a row, as a sentence. */
export function problemSentence(messages: Messages, { rule, facts }: Finding): string {
  return messages.t(`verify.rules.${rule}`, facts);
}
