import type { ReportName, SaleFilter } from '../../src-shared/contract/report-shapes.ts';
import type { Counts } from '../ledger/deposits.ts';
import type { ListedSale, ReportLists } from '../ledger/report-lists.ts';
import type { ReportSums } from '../ledger/report-sums.ts';
import type { Translate } from '../messages.ts';
import { bucketsOf, type Period, spanOf } from './calendar.ts';
import type { Draft } from './draft.ts';
import { Gatherer } from './gather.ts';
import { blocks, debts, taxes } from './lines.ts';
import { deposits, free, refunds, sales } from './lists.ts';
import { customers, meters } from './meters.ts';
import { operators, payments, takings, tariffs } from './takings.ts';
import { utility } from './utility.ts';

/** What a report is made of. */
export interface Asked {
  readonly reportSums: ReportSums;
  readonly reportLists: ReportLists;
  readonly period: Period;
  readonly filter: SaleFilter;
  readonly t: Translate;
  /** What the deposit is counted in; money where there is none. */
  readonly depositCounts: Counts;
  /** Rows of a list that are read at most. */
  readonly mostRows: number;
  /** Ends it, with its reason. */
  readonly signal: AbortSignal;
}

/** Sales whose names are looked up at once. */
const AT_ONCE = 500;

/** Of what is rare. */
const ALL = Number.MAX_SAFE_INTEGER;

/** Makes a report of what a period holds, in slices. @throws Refusal `reports.period`; the signal's reason */
export function makeDraft(report: ReportName, asked: Asked): Promise<Draft> {
  return makers[report](asked);
}

const makers: Readonly<Record<ReportName, (asked: Asked) => Promise<Draft>>> = {
  async takings(asked) {
    const buckets = bucketsOf(asked.period);
    const from = gatherer(asked);
    const sums = await from.partsOf(buckets);
    return takings(asked.t, buckets, sums, from.refunds(spanOf(asked.period)));
  },
  async payments(asked) {
    const span = spanOf(asked.period);
    const from = gatherer(asked);
    return payments(asked.t, await from.payments(span), from.refunds(span));
  },
  async operators(asked) {
    const span = spanOf(asked.period);
    const from = gatherer(asked);
    return operators(asked.t, await from.parts(span), from.refunds(span));
  },
  async tariffs(asked) {
    return tariffs(asked.t, await gatherer(asked).parts(spanOf(asked.period)));
  },
  async blocks(asked) {
    return blocks(asked.t, await gatherer(asked).lines(spanOf(asked.period)));
  },
  async taxes(asked) {
    return taxes(asked.t, await gatherer(asked).lines(spanOf(asked.period)));
  },
  async debts(asked) {
    const lines = await gatherer(asked).lines(spanOf(asked.period));
    return debts(asked.t, lines, (id) => asked.reportLists.debt(id));
  },
  async meters(asked) {
    return meters(asked.t, await gatherer(asked).meters(spanOf(asked.period)));
  },
  async customers(asked) {
    return customers(asked.t, await gatherer(asked).meters(spanOf(asked.period)));
  },
  async sales(asked) {
    const sums = await gatherer(asked).parts(spanOf(asked.period));
    return sales(asked.t, await listed(asked, asked.filter, asked.mostRows), sums);
  },
  async free(asked) {
    return free(asked.t, await listed(asked, { ...asked.filter, kind: 'given' }, ALL));
  },
  async refunds(asked) {
    return refunds(asked.t, gatherer(asked).refunds(spanOf(asked.period)));
  },
  async deposits(asked) {
    const { before, rows } = depositOf(asked);
    return deposits(asked.t, asked.depositCounts, before, rows);
  },
  async utility(asked) {
    const span = spanOf(asked.period);
    const from = gatherer(asked);
    const sums = await from.parts(span);
    const lines = await from.lines(span);
    const deposit = depositOf(asked);
    return utility(asked.t, { sums, lines, refunds: from.refunds(span), deposit });
  },
};

function gatherer({ reportSums, reportLists, filter, signal }: Asked): Gatherer {
  return new Gatherer({ reportSums, reportLists }, filter, signal);
}

function depositOf({ reportLists, period, depositCounts: counts }: Asked) {
  const span = spanOf(period);
  const rows = reportLists.deposits(counts, span);
  return { counts, before: reportLists.balance(counts, span.from), rows };
}

async function listed(asked: Asked, filter: SaleFilter, most: number): Promise<ListedSale[]> {
  const from = gatherer({ ...asked, filter });
  const places = await from.sales(spanOf(asked.period), null, most);
  const found: ListedSale[] = [];
  for (let at = 0; at < places.length; at += AT_ONCE) {
    const ids = places.slice(at, at + AT_ONCE).map(({ id }) => id);
    found.push(...asked.reportLists.listed(ids));
    await from.pause();
  }
  return found;
}
