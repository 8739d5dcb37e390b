import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { QuoteLine } from '../../src-shared/contract/pricing-shapes.ts';
import type { SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import type { Span } from '../ledger/chosen-sales.ts';
import type { ReportBooks } from '../ledger/report-books.ts';
import type { Place, RefundRow } from '../ledger/report-lists.ts';
import type { Amounts, MeterSum, PartSum, PaymentSum, SaleLines } from '../ledger/report-sums.ts';
import { readLines } from '../ledger/sale-lines.ts';
import type { Bucket } from './calendar.ts';
import { TaxBases } from './tax-bases.ts';

/** Sales read at once: a few milliseconds, after which a till that is closed can end it. */
const AT_ONCE = 500;

/** A line of sales at one tariff, added up. */
export interface LineSum
  extends Pick<SaleLines, 'tariffId' | 'tariffName' | 'resource'>,
    Pick<QuoteLine, 'kind' | 'name' | 'price' | 'basisPoints' | 'debtId'> {
  readonly sales: number;
  readonly amount: number;
  readonly steps: number;
  /** Of a tax: what it was charged on, without it. */
  readonly base: number;
}

/** Sums of one bucket. */
export type Bucketed<Sum> = Sum & { readonly bucket: Bucket };

/** Reads what reports are made of, in slices: memory stays small, and no statement runs for long. */
export class Gatherer {
  readonly #sums;
  readonly #lists;
  readonly #filter;

  constructor(books: Pick<ReportBooks, 'reportSums' | 'reportLists'>, filter: SaleFilter) {
    this.#sums = books.reportSums;
    this.#lists = books.reportLists;
    this.#filter = filter;
  }

  parts(span: Span): PartSum[] {
    const keyOf = (sum: PartSum) => [sum.operatorId, sum.tariffId, sum.resource, sum.kind].join();
    const found = new Merger<PartSum>(keyOf, addAmounts);
    for (const slice of this.#slices(span)) {
      found.take(this.#sums.parts(slice, this.#filter));
    }
    return found.sums();
  }

  /** The same for each bucket; what a bucket has nothing of is not there. */
  partsOf(buckets: readonly Bucket[]): Bucketed<PartSum>[] {
    const found: Bucketed<PartSum>[] = [];
    for (const bucket of buckets) {
      const within = this.#within(bucket);
      for (const sum of this.parts(within)) found.push({ ...sum, bucket });
    }
    return found;
  }

  /** By kind of payment. */
  payments(span: Span): PaymentSum[] {
    const keyOf = ({ payment }: PaymentSum): PaymentKind => payment;
    const found = new Merger(keyOf, (one, other) => ({
      ...one,
      sales: one.sales + other.sales,
      paid: one.paid + other.paid,
    }));
    for (const slice of this.#slices(span)) {
      found.take(this.#sums.payments(slice, this.#filter));
    }
    return found.sums();
  }

  /** What each customer bought at each meter. */
  meters(span: Span): MeterSum[] {
    const keyOf = (sum: MeterSum) => [sum.meterId, sum.customerId, sum.resource].join();
    const found = new Merger<MeterSum>(keyOf, addAmounts);
    for (const slice of this.#slices(span)) {
      found.take(this.#sums.meters(slice, this.#filter));
    }
    return found.sums();
  }

  /** What sales were made up of, tariff by tariff. */
  lines(span: Span): LineSum[] {
    const found = new Merger(lineKey, (one: LineSum, other) => ({
      ...one,
      sales: one.sales + other.sales,
      amount: one.amount + other.amount,
      steps: one.steps + other.steps,
      base: one.base + other.base,
    }));
    const bases = new TaxBases();
    for (const slice of this.#slices(span)) {
      for (const sale of this.#sums.lines(slice, this.#filter)) found.take(linesOf(sale, bases));
    }
    return found.sums();
  }

  /** Money given back in the span. */
  refunds(span: Span): RefundRow[] {
    return this.#lists.refunds(this.#within(span), this.#filter);
  }

  /** Sales before `before`, the latest first; at most so many. */
  sales(span: Span, before: Place | null, limit: number): Place[] {
    const within = this.#within(span);
    const { meterId, customerId } = this.#filter;
    const end = before ?? { at: within.to, id: 0 };
    // What one customer bought is found without reading everybody's sales.
    if (isOnly(this.#filter) && (meterId ?? customerId) !== undefined) {
      const all = this.#lists.ofMeters(within, this.#filter);
      return all.filter((place) => isBefore(place, end)).slice(0, limit);
    }
    const found: Place[] = [];
    let to = Math.min(within.to, end.at + 1);
    while (found.length < limit && to > within.from) {
      const from = this.#lists.cutBack({ from: within.from, to }, AT_ONCE);
      const left = limit - found.length;
      found.push(...this.#lists.sales({ from, to }, this.#filter, end, left));
      to = from;
    }
    return found;
  }

  *#slices(span: Span): Generator<Span> {
    const { from, to } = this.#within(span);
    for (let at = from; at < to; ) {
      const end = this.#sums.cut({ from: at, to }, AT_ONCE);
      yield { from: at, to: end };
      at = end;
    }
  }

  /** Where the filter asks for a part of the time, that part. */
  #within({ from, to }: Span): Span {
    const { since, until } = this.#filter;
    return {
      from: Math.max(from, since === undefined ? from : Date.parse(since)),
      to: Math.min(to, until === undefined ? to : Date.parse(until)),
    };
  }
}

/** Sums with the same key become one. */
class Merger<Sum> {
  readonly #found = new Map<string, Sum>();
  readonly #keyOf;
  readonly #add;

  constructor(keyOf: (sum: Sum) => string, add: (one: Sum, other: Sum) => Sum) {
    this.#keyOf = keyOf;
    this.#add = add;
  }

  take(sums: readonly Sum[]): void {
    for (const sum of sums) {
      const key = this.#keyOf(sum);
      const known = this.#found.get(key);
      this.#found.set(key, known ? this.#add(known, sum) : sum);
    }
  }

  sums(): Sum[] {
    return [...this.#found.values()];
  }
}

function addAmounts<Sum extends Amounts>(one: Sum, other: Sum): Sum {
  return {
    ...one,
    sales: one.sales + other.sales,
    paid: one.paid + other.paid,
    energy: one.energy + other.energy,
    fixedCharge: one.fixedCharge + other.fixedCharge,
    serviceFee: one.serviceFee + other.serviceFee,
    debt: one.debt + other.debt,
    tax: one.tax + other.tax,
    steps: one.steps + other.steps,
    freeSteps: one.freeSteps + other.freeSteps,
  };
}

function linesOf(
  { lines: text, taxes, tariffId, tariffName, resource }: SaleLines,
  bases: TaxBases,
): LineSum[] {
  const lines = readLines(text);
  const base = bases.of(lines, taxes);
  return lines.map(({ kind, name, amount, steps, price, basisPoints, debtId }, index) => {
    const line = { kind, name, price, basisPoints, debtId };
    const sums = { sales: 1, amount, steps: steps ?? 0, base: base[index] ?? 0 };
    return { tariffId, tariffName, resource, ...line, ...sums };
  });
}

function lineKey({ tariffId, resource, kind, name, price, basisPoints, debtId }: LineSum): string {
  return [tariffId, resource, kind, price, basisPoints, debtId, name].join();
}

function isBefore(one: Place, other: Place): boolean {
  return one.at < other.at || (one.at === other.at && one.id < other.id);
}

/** Whether nothing is asked for but whose sales they are, and when. */
function isOnly({ meterId, customerId, since, until, ...others }: SaleFilter): boolean {
  return Object.values(others).every((value) => value === undefined);
}
