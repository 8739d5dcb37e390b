import { parseArgs } from 'node:util';
import { verifyView } from './audit/verify-view.ts';
import { verifyBeside } from './ledger/verify/beside.ts';
import type { PaperHash, VerifyReport } from './ledger/verify/report.ts';
import { firstMessages } from './messages.ts';
import { Refusal } from './refusal.ts';

/* `npm run -s verify`: checks a ledger, or a backup of one, without changing it. */

const USAGE = `Usage: npm run -s verify -- FILE [--z NUMBER=HASH] ...

Checks a ledger file: its structure, the whole audit trail, the Z reports and their sums, sales, tokens
and shifts. The file is only read. A till that has it open has to be closed, or check a copy.

  --z NUMBER=HASH   what a Z report says on paper at its foot; can be given several times
  --help            this text

Ends with 0 where everything is right, 1 where something is wrong, 2 where it could not be checked.`;

const RIGHT = 0;
const WRONG = 1;
const NOT_CHECKED = 2;

const BAR_WIDTH = 40;
const BAR_EVERY_MS = 200;

interface Order {
  readonly file: string;
  readonly paper: readonly PaperHash[];
}

process.exitCode = await main();

async function main(): Promise<number> {
  const order = readOrder(process.argv.slice(2));
  if (typeof order === 'number') return order;
  const messages = firstMessages();
  const bar = process.stderr.isTTY ? drawBar() : null;
  try {
    const report = await verifyBeside(order.file, { paper: order.paper, ...bar });
    bar?.end();
    say(describe(report, order).join('\n'));
    const { problems } = verifyView(report, messages);
    for (const { place, rule, message } of problems) say(`  ${place}: ${message} [${rule}]`);
    const unnamed = report.found - problems.length;
    if (unnamed > 0) say(`  … and ${unnamed.toLocaleString('en')} more`);
    return { right: RIGHT, wrong: WRONG, older: NOT_CHECKED }[report.outcome];
  } catch (error) {
    bar?.end();
    if (!(error instanceof Refusal)) throw error;
    const { message, hint } = messages.failure(error.code, error.detail);
    console.error(`${message}\n${hint}`);
    return NOT_CHECKED;
  }
}

/** What is to be checked, or how the program ends without checking anything. */
function readOrder(words: string[]): Order | number {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { z: { type: 'string', multiple: true }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help) {
      say(USAGE);
      return RIGHT;
    }
    const [file, more] = positionals;
    if (file === undefined || more !== undefined) throw new Error('One file has to be named.');
    return { file, paper: (values.z ?? []).map(readPaper) };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return NOT_CHECKED;
  }
}

function readPaper(text: string): PaperHash {
  // On paper the hash stands in groups.
  const found = /^(\d{1,9})=([\da-f]{64})$/i.exec(text.replaceAll(/[\s-]/g, ''));
  if (!found) throw new Error(`--z wants a number and 64 hex digits, such as 12=0f3a…: ${text}`);
  return { number: Number(found[1]), hash: String(found[2]).toLowerCase() };
}

function describe(report: VerifyReport, { file, paper }: Order): string[] {
  const { outcome, version, sales, zReports, before, found, seconds, auditHead } = report;
  const lines = {
    right: [`${file}: everything is right.`],
    wrong: [`${file}: ${found === 1 ? 'one thing is' : `${counted(found)} things are`} wrong.`],
    older: [
      `${file}: of an older version of Voltill (schema ${version}). Its structure is sound; the rest was not checked.`,
      'Open it once in this till, or check it with the version that wrote it.',
    ],
  }[outcome];
  if (outcome === 'older') return lines;
  lines.push(
    `  ${counted(sales)} sales, ${counted(zReports)} Z reports, audit trail up to row ${counted(auditHead.sequence)}, in ${seconds.toFixed(1)} s`,
    `  hash of its last row: ${auditHead.hash}`,
  );
  if (before > 0) {
    lines.push(
      `  ${counted(before)} sales are from before there was an audit trail: nothing vouches for them`,
    );
  }
  if (paper.length === 0) {
    lines.push(
      '  Not compared with paper: --z NUMBER=HASH of a printed Z report finds a ledger written anew.',
    );
  }
  return lines;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function counted(number: number): string {
  return number.toLocaleString('en');
}

/** A bar on the terminal that says how far it is, and moves on by its seconds where that takes long. */
function drawBar(): { onProgress: (done: number, of: number) => void; end: () => void } {
  const began = performance.now();
  let share = 0;
  const draw = () => {
    const full = '█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '░');
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    process.stderr.write(`\r${full} ${Math.floor(share * 100)} %  ${seconds} s `);
  };
  const timer = setInterval(draw, BAR_EVERY_MS);
  return {
    onProgress: (done, of) => {
      share = done / of;
    },
    end: () => {
      clearInterval(timer);
      process.stderr.write('\r\x1b[K');
    },
  };
}
