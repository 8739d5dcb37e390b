import { z } from 'zod';
import { paymentKind } from './payment.ts';
import { resource } from './pricing-shapes.ts';
import { id, instant } from './shapes.ts';

export const reportName = z.enum([
  'takings',
  'payments',
  'operators',
  'tariffs',
  'blocks',
  'taxes',
  'debts',
  'meters',
  'customers',
  'sales',
  'free',
  'refunds',
  'deposits',
  'utility',
]);
export type ReportName = z.infer<typeof reportName>;

/** A day of this computer's calendar, e.g. `2026-03-02`. */
const localDay = z.iso.date();

/** From one local day to another, both of them in it. */
export const period = { from: localDay, to: localDay };

/** A line of sales' prices: null where the line has no such thing. */
const lineOfSales = z.strictObject({
  kind: z.enum(['energy', 'free-units', 'fixed-charge', 'service-fee', 'debt', 'tax']),
  name: z.string().max(80),
  /** Ten-thousandths of a minor unit for a whole unit. */
  price: z.int().nullable(),
  basisPoints: z.int().nullable(),
  debtId: id.nullable(),
});

/** Which issued sales of a period: all of them where nothing is said. */
export const saleFilter = z.strictObject({
  /** From this moment on, and before that one: a part of the period. */
  since: instant.optional(),
  until: instant.optional(),
  saleId: id.optional(),
  operatorId: id.optional(),
  meterId: id.optional(),
  customerId: id.optional(),
  tariffId: id.optional(),
  resource: resource.optional(),
  payment: paymentKind.optional(),
  /** `given`: free issues and replacements. */
  kind: z.enum(['sale', 'given']).optional(),
  line: lineOfSales.optional(),
});
export type SaleFilter = z.infer<typeof saleFilter>;

/** What the numbers or texts of a column are. */
const cellKind = z.enum([
  'text',
  /** Minor units. */
  'money',
  /** 0.1 of the resource's unit. */
  'steps',
  'count',
  /** Ten-thousandths of a minor unit for a whole unit. */
  'price',
  /** Hundredths of a percent. */
  'percent',
  'instant',
  /** A local day, `2026-03-02`. */
  'day',
  /** A local month, `2026-03`. */
  'month',
]);
export type CellKind = z.infer<typeof cellKind>;

const cell = z.union([z.string(), z.number(), z.null()]);
export type Cell = z.infer<typeof cell>;

const column = z.object({
  title: z.string(),
  kind: cellKind,
  /** Of a column of steps. */
  resource: resource.nullable(),
});
export type ReportColumn = z.infer<typeof column>;

const row = z.object({
  /** `head` begins a part of the table, `sum` ends one. */
  look: z.enum(['row', 'head', 'sum']),
  cells: z.array(cell),
  /** The sales behind it; null where there are none to show. */
  drill: saleFilter.nullable(),
});
export type ReportRow = z.infer<typeof row>;

const total = column.extend({ value: cell });
export type ReportTotal = z.infer<typeof total>;

/** One report of one period. The screen, the CSV, the PDF and the slip are four renderings of it. */
export const reportDocument = z.object({
  report: reportName,
  title: z.string(),
  /** What it tells, in a sentence. */
  about: z.string(),
  from: localDay,
  to: localDay,
  madeAt: instant,
  madeBy: z.string(),
  shopName: z.string(),
  training: z.boolean(),
  /** What it is narrowed to, in words; empty for all sales. */
  only: z.array(z.string()),
  /** What one wants to know first. */
  totals: z.array(total),
  columns: z.array(column),
  rows: z.array(row),
  /** Rows that this answer leaves out, for their number. */
  leftOut: z.int().min(0),
  /** What the columns come to; null where they are not to be added up. */
  sum: z.array(cell).nullable(),
  chart: z
    .object({
      title: z.string(),
      /** What the labels are. */
      labels: z.enum(['text', 'day', 'month']),
      /** Minor units each. */
      bars: z.array(z.object({ label: z.string(), value: z.number() })),
    })
    .nullable(),
  notes: z.array(z.string()),
});
export type ReportDocument = z.infer<typeof reportDocument>;

/** A report there is, by its name in the shop's language. */
export const reportLine = z.object({ report: reportName, title: z.string(), about: z.string() });
export type ReportLine = z.infer<typeof reportLine>;
