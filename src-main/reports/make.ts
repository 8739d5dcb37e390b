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
}

/** Sales whose names are looked up at once. */
const AT_ONCE = 500;

/** Of what is rare. */
const ALL = Number.MAX_SAFE_INTEGER;

/** Makes a report of what a period holds. @throws Refusal `reports.period` */
export function makeDraft(report: ReportName, asked: Asked): Draft {
  return makers[report](asked);
}

const makers: Readonly<Record<ReportName, (asked: Asked) => Draft>> = {
  takings(asked) {
    const buckets = bucketsOf(asked.period);
    const from = gatherer(asked);
    const sums = from.partsOf(buckets);
    return takings(asked.t, buckets, sums, from.refunds(spanOf(asked.period)));
  },
  payments(asked) {
    const span = spanOf(asked.period);
    const from = gatherer(asked);
    return payments(asked.t, from.payments(span), from.refunds(span));
  },
  operators(asked) {
    const span = spanOf(asked.period);
    const from = gatherer(asked);
    return operators(asked.t, from.parts(span), from.refunds(span));
  },
  tariffs(asked) {
    return tariffs(asked.t, gatherer(asked).parts(spanOf(asked.period)));
  },
  blocks(asked) {
    return blocks(asked.t, gatherer(asked).lines(spanOf(asked.period)));
  },
  taxes(asked) {
    return taxes(asked.t, gatherer(asked).lines(spanOf(asked.period)));
  },
  debts(asked) {
    const lines = gatherer(asked).lines(spanOf(asked.period));
    return debts(asked.t, lines, (id) => asked.reportLists.debt(id));
  },
  meters(asked) {
    return meters(asked.t, gatherer(asked).meters(spanOf(asked.period)));
  },
  customers(asked) {
    return customers(asked.t, gatherer(asked).meters(spanOf(asked.period)));
  },
  sales(asked) {
    const sums = gatherer(asked).parts(spanOf(asked.period));
    return sales(asked.t, listed(asked, asked.filter, asked.mostRows), sums);
  },
  free(asked) {
    return free(asked.t, listed(asked, { ...asked.filter, kind: 'given' }, ALL));
  },
  refunds(asked) {
    return refunds(asked.t, gatherer(asked).refunds(spanOf(asked.period)));
  },
  deposits(asked) {
    const { before, rows } = depositOf(asked);
    return deposits(asked.t, asked.depositCounts, before, rows);
  },
  utility(asked) {
    const span = spanOf(asked.period);
    const from = gatherer(asked);
    const sums = from.parts(span);
    const lines = from.lines(span);
    const deposit = depositOf(asked);
    return utility(asked.t, { sums, lines, refunds: from.refunds(span), deposit });
  },
};

function gatherer({ reportSums, reportLists, filter }: Asked): Gatherer {
  return new Gatherer({ reportSums, reportLists }, filter);
}

function depositOf({ reportLists, period, depositCounts: counts }: Asked) {
  const span = spanOf(period);
  const rows = reportLists.deposits(counts, span);
  return { counts, before: reportLists.balance(counts, span.from), rows };
}

function listed(asked: Asked, filter: SaleFilter, most: number): ListedSale[] {
  const from = gatherer({ ...asked, filter });
  const places = from.sales(spanOf(asked.period), null, most);
  const found: ListedSale[] = [];
  for (let at = 0; at < places.length; at += AT_ONCE) {
    const ids = places.slice(at, at + AT_ONCE).map(({ id }) => id);
    found.push(...asked.reportLists.listed(ids));
  }
  return found;
}
