import { type Helper, startBeside } from '../beside.ts';
import { isShared, type Ledger } from '../ledger/open.ts';
import { sqliteError } from '../ledger/trouble.ts';
import { Refusal } from '../refusal.ts';
import type {
  AnyReportTask,
  ReportFacts,
  ReportKind,
  ReportTelling,
  ReportWork,
} from './report-task.ts';

/** A spreadsheet of a hundred thousand rows takes half of it. */
const LARGEST_HEAP_MB = 512;
/** Nobody has asked for a report for so long: it is ended, and its memory is free. Milliseconds. */
const IDLE_MS = 120_000;
/** Beside this file as it is written, and one folder deeper or not in the built program. */
const WORKER = ['./worker.ts', './report-worker.cjs', '../report-worker.cjs'];

/** Who waits for a report. */
interface Waiting {
  readonly resolve: (answer: ReportWork[ReportKind]['answer']) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Has reports made beside the till: started by the first that is asked for, kept while they are asked for,
 * and ended before anybody touches the ledger's file.
 */
export class ReportHelper {
  readonly #ledger: Ledger;
  readonly #isShared: boolean;
  readonly #waiting = new Map<number, Waiting>();
  #helper: Helper | null = null;
  #ended: Promise<void> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  #closed = false;
  #last = 0;

  /** @param ledger has to be open, and to stay so until {@link close} */
  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#isShared = isShared(ledger);
  }

  /**
   * What was committed before it is asked for is in it.
   *
   * @throws Refusal as the work does; `reports.stopped`, `reports.failed`; SqliteError where the ledger
   *   cannot be read
   */
  ask<Kind extends ReportKind>(
    kind: Kind,
    question: ReportWork[Kind]['question'],
    facts: ReportFacts,
  ): Promise<ReportWork[Kind]['answer']> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new Refusal('reports.stopped');
      this.#last += 1;
      const id = this.#last;
      this.#waiting.set(id, { resolve, reject });
      const task = { id, file: this.#ledger.name, kind, question, facts };
      if (this.#isShared) this.#start().ask(task);
      // What kind of task it is and what it asks go together by their types.
      else void this.#answerHere(task as AnyReportTask);
    });
  }

  /** Ends it, with what is under way. Resolves once it has let go of the ledger's file. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#end(new Refusal('reports.stopped'));
    await this.#ended;
  }

  /** Where nobody can read beside the till (ledger/open.ts): slowly, and whoever sells has to wait for it. */
  async #answerHere(task: AnyReportTask): Promise<void> {
    const [{ ReportWriter }, { reportBooks }] = await Promise.all([
      import('./report-writer.ts'),
      import('../ledger/report-books.ts'),
    ]);
    const waiting = this.#waiting.get(task.id);
    this.#waiting.delete(task.id);
    const writer = new ReportWriter(reportBooks(this.#ledger));
    await writer.make(task).then(waiting?.resolve, waiting?.reject);
  }

  #start(): Helper {
    clearTimeout(this.#idle);
    this.#restWhenIdle();
    if (this.#helper) return this.#helper;
    const helper = startBeside(WORKER, import.meta.url, LARGEST_HEAP_MB);
    this.#helper = helper;
    // What worker.ts tells.
    helper.onTold((told) => this.#told(told as ReportTelling));
    this.#ended = new Promise((resolve) => {
      helper.onEnded((error, code) => {
        if (this.#helper === helper) {
          const reason = error?.message ?? `it ended with ${code}`;
          this.#end(new Refusal('reports.failed', { reason }));
        }
        resolve();
      });
    });
    return helper;
  }

  #told(telling: ReportTelling): void {
    const waiting = this.#waiting.get(telling.id);
    this.#waiting.delete(telling.id);
    this.#restWhenIdle();
    if (telling.kind === 'made') waiting?.resolve(telling.answer);
    else waiting?.reject(reasonOf(telling));
  }

  #restWhenIdle(): void {
    clearTimeout(this.#idle);
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => this.#end(new Refusal('reports.stopped')), IDLE_MS).unref();
  }

  #end(reason: Refusal): void {
    clearTimeout(this.#idle);
    const helper = this.#helper;
    this.#helper = null;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
    helper?.end();
  }
}

function reasonOf(telling: Exclude<ReportTelling, { kind: 'made' }>): Error {
  if (telling.kind === 'refused') return new Refusal(telling.code, telling.detail);
  const { message, sqlite } = telling;
  return sqlite === null ? new Error(message) : sqliteError(message, sqlite);
}
