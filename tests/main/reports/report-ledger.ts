import { randomUUID } from 'node:crypto';
import { openLedger } from '../../../src-main/ledger/open.ts';
import { type ReportBooks, reportBooks } from '../../../src-main/ledger/report-books.ts';
import type { SaleKind } from '../../../src-main/ledger/sale-record.ts';
import type { PaymentKind, SalePayment } from '../../../src-shared/contract/payment.ts';
import type { QuoteLine } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Resource } from '../../../src-shared/resource.ts';

/* A ledger with whatever sales a test wants, written in SQL: how they come about is no matter of reports. */

export const OPERATORS = ['Thandi', 'Mary', 'Isaac'] as const;
/** The resource of each tariff, and the two prices of each. */
export const TARIFFS = [
  { id: 1, name: 'Domestic', resource: 'electricity', prices: [2_000_000, 3_000_000] },
  { id: 2, name: 'Business', resource: 'electricity', prices: [4_000_000, 4_500_000] },
  { id: 3, name: 'Water', resource: 'water', prices: [9_000_000, 9_900_000] },
] as const satisfies readonly {
  id: number;
  name: string;
  resource: Resource;
  prices: readonly number[];
}[];
/** Customer 1 has meters 1 and 3, customer 2 has meter 2. */
export const METERS = [
  { id: 1, customerId: 1, drn: '07123456787' },
  { id: 2, customerId: 2, drn: '07200466253' },
  { id: 3, customerId: 1, drn: '07300000001' },
] as const;
export const DEBTS = [{ id: 1, customerId: 1, name: 'Old account' }] as const;

/** A sale by its parts; what is paid is their sum. Minor units, and steps of 0.1 unit. */
export interface TestSale {
  readonly at: Date;
  /** From 1. */
  readonly operatorId: number;
  readonly meterId: number;
  readonly tariffId: number;
  readonly payment: SalePayment;
  readonly kind: SaleKind;
  /** Energy in each of the two blocks. */
  readonly energy: readonly [number, number];
  readonly steps: readonly [number, number];
  readonly freeSteps: number;
  readonly fixedCharge: number;
  readonly serviceFee: number;
  readonly debt: number;
  readonly tax: number;
  /** Written down line by line, or as sales were before there were lines. */
  readonly withLines: boolean;
  /** Given back, so long after the sale; 0 for nothing. */
  readonly refunded: number;
  readonly refundedAfterMs: number;
}

export function openReportLedger(): ReportBooks {
  const ledger = openLedger(':memory:');
  for (const [index, name] of OPERATORS.entries()) {
    ledger
      .prepare(
        `INSERT INTO operator (id, name, role, secret_kind, secret_hash, created_at)
         VALUES (?, ?, 'owner', 'pin', 'x', 0)`,
      )
      .run(index + 1, name);
  }
  for (const { id, name, resource, prices } of TARIFFS) {
    ledger.prepare('INSERT INTO tariff (id, name) VALUES (?, ?)').run(id, name);
    const terms = {
      blocks: [{ upTo: null, price: prices[0] }],
      fixedCharges: [{ name: 'Fixed charge', every: 'sale', amount: 500, arrears: false }],
      taxes: [{ name: 'VAT', basisPoints: 1500, on: ['energy'] }],
    };
    ledger
      .prepare(
        `INSERT INTO tariff_version (id, tariff_id, valid_from, resource, price_class, terms, created_at)
         VALUES (?, ?, 0, ?, '', ?, 0)`,
      )
      .run(id, id, resource, JSON.stringify(terms));
  }
  ledger.exec(`
    INSERT INTO customer (id, name, phone, address, created_at) VALUES
      (1, 'Nomsa Dlamini', '', '', 0), (2, '=cmd|"calc"', '', '', 0);
    INSERT INTO security_module VALUES ('94000001', 'STS65V10', 1, 0, 0);
    INSERT INTO shift (id, state, opened_at, opened_by, float, by_itself, after_sale)
      VALUES (1, 'open', 0, 1, 0, 0, 0);`);
  for (const { id, customerId, drn } of METERS) {
    ledger
      .prepare(
        `INSERT INTO meter (id, pan, drn, customer_id, tariff_id, supply_group_code,
           key_revision_number, tariff_index, encryption_algorithm, token_carrier_type, blind, created_at)
         VALUES (?, ?, ?, ?, 1, '123457', 1, 1, 11, 2, 0, 0)`,
      )
      .run(id, `6007270${drn}`, drn, customerId);
  }
  for (const { id, customerId, name } of DEBTS) {
    ledger
      .prepare(
        `INSERT INTO debt (id, request_id, customer_id, name, kind, take_kind, priority, opened_at)
         VALUES (?, ?, ?, ?, 'arrears', 'whole', 1, 0)`,
      )
      .run(id, randomUUID(), customerId, name);
    ledger
      .prepare(
        `INSERT INTO debt_movement (request_id, debt_id, at, kind, amount, operator_id, reason)
         VALUES (?, ?, 0, 'opened', 1000000, 1, '')`,
      )
      .run(randomUUID(), id);
  }
  return reportBooks(ledger);
}

/** What is paid for it. */
export function paidOf(sale: TestSale): number {
  const [one, other] = sale.energy;
  if (sale.kind !== 'sale') return 0;
  const parts = [one, other, sale.fixedCharge, sale.tax];
  return [...parts, ...(sale.withLines ? [sale.serviceFee, sale.debt] : [])].reduce(
    (sum, part) => sum + part,
    0,
  );
}

/** What of it was paid in which way: a mixed one with a card, and the rest in cash. */
export function partsOf(sale: TestSale): { kind: PaymentKind; amount: number }[] {
  const paid = paidOf(sale);
  if (sale.payment !== 'mixed') return [{ kind: sale.payment, amount: paid }];
  const card = Math.ceil(paid / 3);
  const parts = [
    { kind: 'card', amount: card },
    { kind: 'cash', amount: paid - card },
  ] as const;
  return parts.filter(({ amount }) => amount > 0);
}

/** Writes sales as they were issued, after `before` others; answers their ids. */
export function writeSales(
  { ledger }: Pick<ReportBooks, 'ledger'>,
  sales: readonly TestSale[],
  before = 0,
): number[] {
  return ledger.transaction(() => sales.map((sale, index) => write(sale, before + index + 1)))();

  function write(sale: TestSale, tid: number): number {
    const isSold = sale.kind === 'sale';
    const money = (part: number) => (isSold ? part : 0);
    const [energy, more] = sale.energy.map(money) as [number, number];
    const hasMore = sale.withLines || !isSold;
    const { resource } = tariffOf(sale);
    const at = sale.at.getTime();
    const row = {
      requestId: randomUUID(),
      at,
      operatorId: sale.operatorId,
      meterId: sale.meterId,
      tariffId: sale.tariffId,
      tid,
      steps: sale.steps[0] + sale.steps[1] + (hasMore ? sale.freeSteps : 0),
      paid: paidOf(sale),
      energy: energy + more,
      fixedCharge: money(sale.fixedCharge),
      tax: money(sale.tax),
      payment: sale.payment,
      kind: sale.kind,
      resource,
      serviceFee: sale.withLines ? money(sale.serviceFee) : 0,
      debt: sale.withLines ? money(sale.debt) : 0,
      freeSteps: hasMore ? sale.freeSteps : 0,
      lines: sale.withLines || !isSold ? JSON.stringify(linesOf(sale)) : null,
      reason: isSold ? null : 'The meter was drowned',
      approvedBy: isSold ? null : 1,
    };
    const added = ledger
      .prepare(
        `INSERT INTO sale (request_id, state, opened_at, closed_at, operator_id, meter_id,
           tariff_version_id, supply_group_code, key_revision_number, tariff_index,
           encryption_algorithm, token_carrier_type, base_date, tid, ask_by, ask_amount,
           transfer_amount, steps, paid, energy, fixed_charge, tax, module_id, shift_id, payment,
           kind, resource, service_fee, debt, free_steps, lines, reason, approved_by)
         VALUES (@requestId, 'issued', @at, @at, @operatorId, @meterId, @tariffId, '123457', 1, 1, 11,
           2, 2014, @tid, 'money', 1, 1, @steps, @paid, @energy, @fixedCharge, @tax, '94000001', 1,
           @payment, @kind, @resource, @serviceFee, @debt, @freeSteps, @lines, @reason, @approvedBy)`,
      )
      .run(row);
    const id = Number(added.lastInsertRowid);
    for (const { kind, amount } of partsOf(sale)) {
      if (row.payment !== 'mixed') break;
      ledger.prepare('INSERT INTO sale_payment VALUES (?, ?, ?)').run(id, kind, amount);
    }
    const refunded = Math.min(sale.refunded, row.paid);
    if (refunded > 0) {
      ledger
        .prepare(
          `INSERT INTO refund (request_id, sale_id, shift_id, at, operator_id, amount, payment, reason)
           VALUES (?, ?, 1, ?, ?, ?, ?, 'Paid twice')`,
        )
        .run(
          randomUUID(),
          id,
          at + sale.refundedAfterMs,
          sale.operatorId,
          refunded,
          sale.payment === 'mixed' ? 'cash' : sale.payment,
        );
    }
    return id;
  }
}

export function tariffOf({ tariffId }: Pick<TestSale, 'tariffId'>) {
  const tariff = TARIFFS.find(({ id }) => id === tariffId);
  if (!tariff) throw new Error(`no tariff ${tariffId}`);
  return tariff;
}

function linesOf(sale: TestSale): QuoteLine[] {
  const isSold = sale.kind === 'sale';
  const nothing = {
    name: '',
    steps: null,
    price: null,
    basisPoints: null,
    periods: null,
    every: null,
    debtId: null,
    left: null,
    base: null,
  };
  const { prices } = tariffOf(sale);
  const lines: QuoteLine[] = sale.energy.map((amount, index) => ({
    ...nothing,
    kind: 'energy',
    amount: isSold ? amount : 0,
    steps: sale.steps[index] ?? 0,
    price: prices[index] ?? null,
  }));
  const free = { ...nothing, kind: 'free-units', amount: 0, steps: sale.freeSteps } as const;
  const charge = {
    ...nothing,
    kind: 'fixed-charge',
    name: 'Network',
    amount: sale.fixedCharge,
  } as const;
  const fee = { ...nothing, kind: 'service-fee', amount: sale.serviceFee } as const;
  const debt = {
    ...nothing,
    kind: 'debt',
    name: 'Old account',
    debtId: 1,
    amount: sale.debt,
  } as const;
  const tax = {
    ...nothing,
    kind: 'tax',
    name: 'VAT',
    basisPoints: 1500,
    amount: sale.tax,
  } as const;
  return [...lines, ...(isSold ? [free, charge, fee, debt, tax] : [free])];
}
