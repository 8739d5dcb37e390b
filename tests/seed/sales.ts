import type { Actor } from '../../src-main/ledger/audit.ts';
import type { Books } from '../../src-main/ledger/books.ts';
import { takenOf } from '../../src-main/ledger/debts.ts';
import { startOfMonth } from '../../src-main/ledger/meter-months.ts';
import { type SaleForDigest, saleDigest } from '../../src-main/ledger/sale-digest.ts';
import { writeLines } from '../../src-main/ledger/sale-lines.ts';
import type { TariffVersion } from '../../src-main/ledger/tariffs.ts';
import { makeToken } from '../../src-main/module/emulator/engine.ts';
import { VendingKey } from '../../src-main/module/emulator/vending-key.ts';
import type { SalePayment } from '../../src-shared/contract/payment.ts';
import type { Ask, DeductionOrder, Quote } from '../../src-shared/contract/pricing-shapes.ts';
import { chargesDue } from '../../src-shared/pricing/charges.ts';
import type { MonthSoFar, OpenDebt } from '../../src-shared/pricing/context.ts';
import { priceSale } from '../../src-shared/pricing/price-sale.ts';
import { creditSubclass } from '../../src-shared/resource.ts';
import { nextTid } from '../../src-shared/sts/token-identifier.ts';
import { KEY, type SeedMeter } from './meters.ts';
import type { Random } from './random.ts';

export const MODULE_ID = '94000001';

/** How a sale went. */
export type Outcome = 'issued' | 'refused' | 'abandoned' | 'resumed';

export interface SaleOrder {
  readonly meter: SeedMeter;
  readonly tariff: TariffVersion;
  readonly operatorId: number;
  readonly shiftId: number;
  readonly at: Date;
  readonly payment: SalePayment;
  readonly outcome: Outcome;
}

export interface Sold {
  readonly id: number;
  readonly paid: number;
  readonly meterId: number;
  /** Taken of the debt of the meter's customer. */
  readonly debt: number;
}

const AMOUNTS = [2000, 3000, 5000, 5000, 5000, 10_000, 10_000, 15_000, 20_000, 25_000, 50_000];
/** What is paid where less buys nothing. */
const ENOUGH = [50_000, 200_000, 1_000_000];
const SECOND = 1000;
const ORDER: DeductionOrder = ['service-fee', 'fixed-charge', 'debt'];
/** Charges of days and months were always there. */
const never = () => null;

/** What a meter bought in a month, and up to when it was charged. */
interface Month {
  readonly month: MonthSoFar;
  readonly chargedUntil: Date | null;
}

/** Sales as the till writes them, without its commits: all of them stand in one of the caller's. */
export class SaleWriter {
  readonly #books;
  readonly #random;
  readonly #insert;
  readonly #part;
  readonly #token;
  readonly #key;
  /** What the customer of a meter owes, and is taken of with every sale. */
  readonly #owed = new Map<number, OpenDebt>();
  readonly #months = new Map<number, Month>();
  readonly #lastTids = new Map<number, number>();
  #lastId = 0;

  constructor(books: Books, random: Random) {
    this.#books = books;
    this.#random = random;
    this.#insert = books.ledger.prepare<
      [SaleForDigest & { state: string; problem: string | null }]
    >(
      `INSERT INTO sale (id, request_id, state, opened_at, closed_at, operator_id, meter_id,
         tariff_version_id, supply_group_code, key_revision_number, tariff_index,
         encryption_algorithm, token_carrier_type, base_date, tid, ask_by, ask_amount,
         transfer_amount, steps, paid, energy, fixed_charge, tax, module_id, problem, slips, shift_id,
         payment, kind, resource, service_fee, debt, free_steps, lines, charged_until)
       VALUES (@id, @request_id, @state, @opened_at, @closed_at, @operator_id, @meter_id,
         @tariff_version_id, @supply_group_code, @key_revision_number, @tariff_index,
         @encryption_algorithm, @token_carrier_type, @base_date, @tid, @ask_by, @ask_amount,
         @transfer_amount, @steps, @paid, @energy, @fixed_charge, @tax, @module_id, @problem, 1,
         @shift_id, @payment, @kind, @resource, @service_fee, @debt, @free_steps, @lines,
         @charged_until)`,
    );
    this.#part = books.ledger.prepare<[number, string, number]>(
      'INSERT INTO sale_payment (sale_id, kind, amount) VALUES (?, ?, ?)',
    );
    this.#token = books.ledger.prepare<[number, string, string]>(
      'INSERT INTO token (sale_id, sequence, digits, digits_reversed) VALUES (?, 1, ?, ?)',
    );
    this.#key = new VendingKey(
      { ...KEY, keyType: 2, dkga: 4 },
      Buffer.from('A KEY FOR BENCHMARKS', 'latin1'),
    );
  }

  /** Writes a sale with its token and its rows of the trail; answers null where none was issued. */
  write(order: SaleOrder): Sold | null {
    const { meter, tariff, at, outcome } = order;
    const random = this.#random;
    const { ask, quote } = this.#price(order, random.one(AMOUNTS) + 100 * random.below(5));
    const { paid, energy, fixedCharge, serviceFee, tax, steps, transferAmount } = quote;
    const last = this.#lastTids.get(meter.id) ?? null;
    const tid = nextTid(at, KEY.baseDate, last);
    if (!tid.ok) throw new Error(`no TID for ${at.toISOString()}`);
    const isIssued = outcome === 'issued' || outcome === 'resumed';
    const isRefused = outcome === 'refused';
    if (!isRefused) this.#lastTids.set(meter.id, tid.value);
    const waits = outcome === 'issued' || isRefused ? SECOND : 90 * SECOND;
    const closedAt = at.getTime() + waits;
    const id = this.#lastId + 1;
    this.#lastId = id;
    const parts = order.payment === 'mixed' ? inHalves(paid) : [];
    const row: SaleForDigest = {
      id,
      request_id: random.uuid(),
      opened_at: at.getTime(),
      closed_at: closedAt,
      operator_id: order.operatorId,
      meter_id: meter.id,
      tariff_version_id: tariff.versionId,
      supply_group_code: KEY.supplyGroupCode,
      key_revision_number: KEY.keyRevisionNumber,
      tariff_index: KEY.tariffIndex,
      encryption_algorithm: KEY.encryptionAlgorithm,
      token_carrier_type: KEY.tokenCarrierType,
      base_date: KEY.baseDate,
      tid: isRefused ? null : tid.value,
      ask_by: ask.by,
      ask_amount: ask.amount,
      transfer_amount: transferAmount,
      steps,
      paid,
      energy,
      fixed_charge: fixedCharge,
      tax,
      module_id: isIssued ? MODULE_ID : null,
      shift_id: order.shiftId,
      payment: order.payment,
      parts: JSON.stringify(parts),
      digits: isIssued ? this.#digits(meter, tid.value, quote) : null,
      kind: 'sale',
      resource: tariff.resource,
      service_fee: serviceFee,
      debt: quote.debt,
      free_steps: quote.freeSteps,
      lines: writeLines(quote.lines),
      charged_until: at.getTime(),
      basket: null,
      reason: null,
      approved_by: null,
      replaces: null,
    };
    this.#insert.run({
      ...row,
      state: isIssued ? 'issued' : 'refused',
      problem: problemOf(outcome),
    });
    for (const { kind, amount } of parts) this.#part.run(id, kind, amount);
    this.#tell(row, outcome, new Date(closedAt));
    if (row.digits === null) return null;
    this.#token.run(id, row.digits, [...row.digits].reverse().join(''));
    this.#months.set(meter.id, this.#after(order, quote));
    this.#take(meter.id, quote, row);
    return { id, paid, meterId: meter.id, debt: quote.debt };
  }

  /** Whoever wants less than charges and debts come to pays more. */
  #price(order: SaleOrder, wanted: number): { ask: Ask; quote: Quote } {
    const { meter, tariff, at } = order;
    const owed = this.#owed.get(meter.id);
    const debts = owed && owed.balance > 0 ? [owed] : [];
    const { month, chargedUntil } = this.#monthOf(meter, at);
    const standing = { chargedUntil, registeredAt: at, now: at };
    const due = chargesDue(tariff.fixedCharges, standing, never);
    for (const amount of [wanted, ...ENOUGH]) {
      const ask = { by: 'money', amount } as const;
      const { resource } = tariff;
      const context = { terms: tariff, resource, ask, debts, order: ORDER, month, due };
      const quoted = priceSale(context);
      if (quoted.ok) return { ask, quote: quoted.value };
    }
    throw new Error(`no amount is enough for ${tariff.name}`);
  }

  #monthOf({ id }: SeedMeter, at: Date): Month {
    const known = this.#months.get(id);
    const isThisMonth = known && startOfMonth(known.chargedUntil ?? at) >= startOfMonth(at);
    if (known && isThisMonth) return known;
    return { month: { steps: 0, freeTaken: false }, chargedUntil: known?.chargedUntil ?? null };
  }

  #after({ meter, at }: SaleOrder, { steps, freeSteps }: Quote): Month {
    const { month } = this.#monthOf(meter, at);
    const freeTaken = month.freeTaken || freeSteps > 0;
    return { month: { steps: month.steps + steps, freeTaken }, chargedUntil: at };
  }

  /** From now on a fifth of each sale to this meter goes to a debt. */
  owe(meterId: number, customerId: number, operatorId: number, at: Date): void {
    const requestId = this.#random.uuid();
    const balance = 1000 * (50 + this.#random.below(400));
    const take = { kind: 'share', basisPoints: 2000 } as const;
    const terms = { name: 'Old arrears', kind: 'arrears', take, priority: 50 } as const;
    const limits = { perSaleCeiling: null, perMonthCeiling: null };
    const { debts, debtMovements } = this.#books;
    const actor = { operatorId, approvedBy: null };
    const debtId = debts.add({ ...terms, ...limits, requestId, customerId }, actor, at);
    const opened = { requestId, debtId, kind: 'opened', amount: balance, reason: '' } as const;
    debtMovements.move(opened, actor, at);
    const { name } = terms;
    this.#owed.set(meterId, { debtId, name, balance, take, ...limits, takenThisMonth: 0 });
  }

  /** All the money of a sale was given back: what it took of a debt is owed again. */
  gaveBack({ id, meterId, debt }: Sold, actor: Actor, at: Date): void {
    const owed = this.#owed.get(meterId);
    if (debt === 0 || !owed) return;
    this.#books.debtMovements.giveBack(id, actor, at);
    this.#owed.set(meterId, { ...owed, balance: owed.balance + debt });
  }

  #take(meterId: number, { lines, debt }: Quote, { id, opened_at }: SaleForDigest): void {
    const owed = this.#owed.get(meterId);
    if (debt === 0 || !owed) return;
    this.#books.debtMovements.take(id, takenOf(lines), opened_at);
    this.#owed.set(meterId, { ...owed, balance: owed.balance - debt });
  }

  #tell(row: SaleForDigest, outcome: Outcome, at: Date): void {
    const { audit, ledger } = this.#books;
    const nobody = { operatorId: null, at };
    const saleId = row.id;
    const interrupted = { code: 'module.silent', saleId };
    switch (outcome) {
      case 'refused':
        audit.append({
          what: 'sale.refused',
          ...nobody,
          facts: { code: 'module.status.34', saleId },
        });
        return;
      case 'abandoned':
        ledger
          .prepare('INSERT INTO lost_asking (sale_id, module_id, after_reading) VALUES (?, ?, 0)')
          .run(saleId, MODULE_ID);
        audit.append({ what: 'sale.interrupted', ...nobody, facts: interrupted });
        audit.append({
          what: 'sale.abandoned',
          operatorId: row.operator_id,
          at,
          facts: { saleId },
        });
        return;
      case 'resumed':
        audit.append({ what: 'sale.interrupted', ...nobody, facts: interrupted });
        break;
      case 'issued':
        break;
    }
    const facts = { saleId, sha256: saleDigest(row) };
    audit.append({ what: 'sale.issued', operatorId: row.operator_id, at, facts });
  }

  #digits({ pan }: SeedMeter, tid: number, quote: Quote): string {
    const meter = {
      pan,
      tariffIndex: KEY.tariffIndex,
      encryptionAlgorithm: KEY.encryptionAlgorithm,
    };
    const rnd = this.#random.below(16);
    const subclass = creditSubclass(quote.resource);
    const amount = quote.transferAmount;
    return makeToken(this.#key, meter, { tokenClass: 0, subclass, rnd, tid, amount }).digits;
  }
}

function problemOf(outcome: Outcome): string | null {
  switch (outcome) {
    case 'refused':
      return JSON.stringify({ code: 'module.status.34', detail: {} });
    case 'abandoned':
      return JSON.stringify({ code: 'sale.abandoned', detail: {} });
    default:
      return null;
  }
}

/** In the order in which the ledger has them. */
function inHalves(paid: number): { kind: string; amount: number }[] {
  const card = Math.floor(paid / 2);
  return [
    { kind: 'card', amount: card },
    { kind: 'cash', amount: paid - card },
  ];
}
