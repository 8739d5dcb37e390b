import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { ShopSettings } from '../../src-shared/contract/shapes.ts';
import type { ShiftReport, ZLine, ZReport } from '../../src-shared/contract/shift-shapes.ts';
import type { Clock } from '../clock.ts';
import { type Actor, BY_ITSELF } from '../ledger/audit.ts';
import type { ZReports } from '../ledger/z-reports.ts';
import { Refusal } from '../refusal.ts';
import { readZReport, zLineOf } from '../shifts/z-report.ts';
import type { PrintDesk, SlipFile, SlipMaker } from './print-desk.ts';
import { xSlip, zSlip } from './report-slip.ts';
import type { SlipDesk } from './slip-desk.ts';

export interface ReportDeskParts {
  readonly zReports: ZReports;
  readonly desk: PrintDesk;
  readonly slips: SlipDesk;
  readonly settings: () => ShopSettings;
  readonly training: boolean;
  readonly clock: Clock;
}

/** Slips of X and Z reports. Of each Z report there is one original; every further slip is a copy. */
export class ReportDesk {
  readonly #parts: ReportDeskParts;

  constructor(parts: ReportDeskParts) {
    this.#parts = parts;
  }

  xDocument(report: ShiftReport): ReceiptDocument {
    const { slips, training } = this.#parts;
    return slips.draw((facts) => xSlip({ ...facts, report, training }));
  }

  /** @throws Refusal `printer.*` */
  printX(report: ShiftReport): Promise<void> {
    return this.#parts.desk.printOnce(() => this.xDocument(report));
  }

  /** The latest reports with a number below `before`, and whether there are older ones. */
  list(before: number | null, limit: number): { reports: ZLine[]; more: boolean } {
    const found = this.#parts.zReports.page(before ?? Number.MAX_SAFE_INTEGER, limit + 1);
    const reports = found.slice(0, limit).map((record) => zLineOf(readZReport(record)));
    return { reports, more: found.length > limit };
  }

  /** A report, and its slip as it would be made now. @throws Refusal `shift.z-unknown` */
  z(number: number): { report: ZReport; document: ReceiptDocument } {
    const report = this.#get(number);
    return { report, document: this.#document(report, this.#isCopied(number)) };
  }

  /** @throws Refusal `shift.z-unknown`, `printer.*` */
  async printZ(number: number, actor: Actor): Promise<void> {
    await this.#parts.desk.print({ kind: 'z-report', subject: number }, { copy: false, actor });
  }

  /** Prints a report that was just made, where the shop wants that. Never throws. */
  printNewZ({ number }: ZReport): void {
    const { printer, printEachSale } = this.#parts.settings();
    if (!printEachSale || printer.kind === 'none') return;
    this.printZ(number, BY_ITSELF).catch(() => undefined);
  }

  /** @throws Refusal `shift.z-unknown` */
  pdf(number: number, actor: Actor): Promise<SlipFile> {
    return this.#parts.desk.file({ kind: 'z-report', subject: number }, { copy: false, actor });
  }

  /** What a slip of a Z report is made with. @throws Refusal `shift.z-unknown` */
  maker(number: number): SlipMaker {
    const report = this.#get(number);
    return {
      saleId: null,
      title: String(number).padStart(4, '0'),
      isCopy: (asked) => asked || this.#isCopied(number),
      document: (copy) => this.#document(report, copy),
      note: (actor) => this.#noteSlip(number, actor),
    };
  }

  #isCopied(number: number): boolean {
    return this.#parts.zReports.slips(number) > 0;
  }

  #document(z: ZReport, copy: boolean): ReceiptDocument {
    return this.#parts.slips.draw((facts) => zSlip({ ...facts, z, copy }));
  }

  #noteSlip(number: number, actor: Actor): void {
    const { zReports, clock } = this.#parts;
    zReports.noteSlip(number, actor, clock.now());
  }

  #get(number: number): ZReport {
    const record = this.#parts.zReports.get(number);
    if (!record) throw new Refusal('shift.z-unknown', { number });
    return readZReport(record);
  }
}
