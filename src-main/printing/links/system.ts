import type { PrinterCondition } from '../../../src-shared/contract/printing-shapes.ts';
import { PrinterError, type PrinterLink } from './link.ts';
import { ProgramMissing, runProgram } from './program.ts';

/** A queue takes a slip at once; what takes longer is a print server that is not there. */
const QUEUE_MS = 15_000;
const LOOK_MS = 4_000;

/** A printer behind a queue of CUPS, on Linux and macOS. Bytes go through raw, as no driver's business. */
export function openCupsQueue(queue: string): PrinterLink {
  return {
    async condition() {
      const { code, output } = await look(queue);
      if (code !== 0) throw new PrinterError('not-found', { printer: queue });
      return conditionIn(output);
    },
    async send(bytes) {
      const { code, errors } = await run('lp', ['-d', queue, '-o', 'raw', '-'], queue, {
        input: bytes,
        milliseconds: QUEUE_MS,
      });
      // What CUPS said no to it has not kept.
      if (code !== 0) throw new PrinterError('queue', { printer: queue, reason: short(errors) });
    },
    async close() {},
  };
}

/** The queues that take jobs now: `lpstat -a` says one a line, its name first. */
export async function listCupsQueues(): Promise<string[]> {
  try {
    const { code, output } = await runProgram('lpstat', ['-a'], { milliseconds: LOOK_MS });
    return code === 0 ? output.split('\n').flatMap((line) => line.match(/^\S+/)?.[0] ?? []) : [];
  } catch {
    // No CUPS here.
    return [];
  }
}

function look(queue: string) {
  return run('lpstat', ['-l', '-p', queue], queue, { milliseconds: LOOK_MS });
}

/** CUPS speaks in the words of IPP (RFC 8011, printer-state-reasons) where the printer told it. */
function conditionIn(output: string): PrinterCondition {
  if (/\b(media-empty|media-needed)\b/.test(output)) return 'paper-out';
  if (/\b(cover-open|door-open)\b/.test(output)) return 'cover-open';
  if (/\bdisabled since\b|\b(offline-report|connecting-to-device|stopped)\b/.test(output)) {
    return 'offline';
  }
  return /\bmedia-low\b/.test(output) ? 'paper-low' : 'unknown';
}

async function run(
  program: string,
  given: readonly string[],
  queue: string,
  options: Parameters<typeof runProgram>[2],
) {
  try {
    return await runProgram(program, given, options);
  } catch (error) {
    if (error instanceof ProgramMissing)
      throw new PrinterError('not-found', { printer: queue }, error);
    throw new PrinterError('timeout', { printer: queue }, error);
  }
}

/** The first line of what a program complained of. */
export function short(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 200) ?? '';
}
