import type {
  Customer,
  CustomerDetails,
  CustomerFile,
  CustomerLine,
} from '../../src-shared/contract/customer-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Meter } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import { mustSpeak } from '../languages.ts';
import type { Actor } from '../ledger/audit.ts';
import type { Books } from '../ledger/books.ts';
import { recorded, type Told } from '../ledger/recorded.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { Messages } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { findCustomers } from './find-customers.ts';
import { meterNumber, mustBeFree } from './free-number.ts';

/** Of a customer with very many meters the others are found by their number. */
const MOST_METERS = 200;
/** Past every sale there can be: the first page of a history. */
const BEFORE_ALL = Number.MAX_SAFE_INTEGER;
const LONGEST_NOTES = 2000;

export interface CustomerDeskParts {
  readonly books: Books;
  readonly clock: Clock;
  readonly messages: () => Messages;
}

/**
 * The registry: who buys, which meters are theirs, and what becomes of accounts and meters. Nothing that
 * was sold is touched by it: a sale stays with its meter and with whoever bought it.
 */
export class CustomerDesk {
  readonly #parts: CustomerDeskParts;

  constructor(parts: CustomerDeskParts) {
    this.#parts = parts;
  }

  list(after: number | null, limit: number): { customers: CustomerLine[]; more: boolean } {
    // One more than asked for tells whether there are more.
    const found = this.#parts.books.customers.page(after, limit + 1);
    return { customers: found.slice(0, limit), more: found.length > limit };
  }

  find(text: string, limit: number): CustomerLine[] {
    return findCustomers(this.#parts.books, text, limit);
  }

  /** @throws Refusal `customer.unknown` */
  file(id: number): CustomerFile {
    const { meters, customers } = this.#parts.books;
    const customer = this.#customer(id);
    const shown = meters.ofCustomer(id, MOST_METERS);
    const meterCount = shown.length < MOST_METERS ? shown.length : customers.meterCount(id);
    return { customer, meters: shown, meterCount };
  }

  /** What was sold to a customer, or at one of their meters and those it took the place of. */
  sales(asked: Parsed<'customers.sales'>): { sales: SaleRecord[]; more: boolean } {
    const { customerId, meterId, limit } = asked;
    const { customers, sales, saleLists, meterChanges } = this.#parts.books;
    this.#customer(customerId);
    const before = asked.before ?? BEFORE_ALL;
    if (meterId !== null) {
      const meterIds = meterChanges.withPredecessors(this.#meter(meterId).id);
      const found = saleLists.matching({ id: 0, meterIds, tokenTail: '' }, before, limit + 1);
      return { sales: found.slice(0, limit), more: found.length > limit };
    }
    const ids = customers.sales(customerId, before, limit + 1);
    const found = ids.slice(0, limit).flatMap((id) => sales.get(id) ?? []);
    return { sales: found, more: ids.length > limit };
  }

  /**
   * @throws Refusal `customer.unknown`, `customer.nameless` for a new one without a name, `bad-input` where
   *   the till does not speak the language
   */
  save(id: number | null, details: CustomerDetails, actor: Actor): CustomerFile {
    const { customers } = this.#parts.books;
    const known = id === null ? null : this.#customer(id);
    if (!known && details.name === '') throw new Refusal('customer.nameless');
    if (details.language !== null) mustSpeak(details.language);
    const saved = this.#does(
      actor,
      (now) => {
        if (!known) return customers.add(details, now);
        customers.change(known.id, details);
        return known.id;
      },
      // Who somebody is can be deleted one day, the trail cannot: it names what changed, not into what.
      (changed) =>
        known
          ? { what: 'customer.changed', facts: { id: changed, changed: changes(known, details) } }
          : { what: 'customer.added', facts: { id: changed } },
    );
    return this.file(saved);
  }

  /** @throws Refusal `customer.closed`, `tariff.unknown`, `meter.known`, `field.*` */
  addMeter(input: Parsed<'customers.addMeter'>, actor: Actor): CustomerFile {
    const { configuration, tariffId } = input;
    const { meters, tariffs } = this.#parts.books;
    const { id: customerId } = this.#openCustomer(input.customerId);
    if (!tariffs.first(tariffId)) throw new Refusal('tariff.unknown');
    const { pan, drn } = meterNumber(this.#parts.messages(), configuration.meterNumber);
    mustBeFree(meters, pan);
    const { meterNumber: _, ...key } = configuration;
    const record = { ...key, id: null, pan, drn, tariffId, blind: false };
    this.#does(
      actor,
      (now) => meters.save({ ...record, customer: { id: customerId } }, now),
      (id) => ({ what: 'meter.added', facts: { id, drn, ...key, tariffId, customerId } }),
    );
    return this.file(customerId);
  }

  /** @throws Refusal `customer.closed`, `meter.closed-already`, `meter.same-customer`, `meter.sale-open` */
  moveMeter(meterId: number, customerId: number, actor: Actor): CustomerFile {
    const meter = this.#openMeter(meterId);
    const to = this.#openCustomer(customerId);
    if (meter.customerId === to.id) throw new Refusal('meter.same-customer');
    this.#idle(meter);
    const from = meter.customerId;
    this.#does(
      actor,
      (now) => this.#parts.books.meterChanges.move(meter.id, from, to.id, now),
      () => ({ what: 'meter.moved', facts: { id: meter.id, drn: meter.drn, from, to: to.id } }),
    );
    return this.file(to.id);
  }

  /** @throws Refusal `meter.closed-already`, `meter.sale-open`, `meter.known`, `field.*` */
  replaceMeter(input: Parsed<'customers.replaceMeter'>, actor: Actor): CustomerFile {
    const { configuration } = input;
    const { meters, meterChanges } = this.#parts.books;
    const old = this.#openMeter(input.meterId);
    this.#idle(old);
    const { pan, drn } = meterNumber(this.#parts.messages(), configuration.meterNumber);
    mustBeFree(meters, pan);
    const { meterNumber: _, ...key } = configuration;
    const { tariffId, customerId } = old;
    const record = { ...key, id: null, pan, drn, tariffId, blind: false };
    this.#does(
      actor,
      (now) => {
        const id = meters.save({ ...record, customer: { id: customerId } }, now);
        meterChanges.replace(old.id, id, now);
        return id;
      },
      (by) => ({
        what: 'meter.replaced',
        facts: { id: old.id, drn: old.drn, by, byDrn: drn, ...key, tariffId },
      }),
    );
    return this.file(customerId);
  }

  /** @throws Refusal `customer.same`, `customer.closed`, `customer.merged`, `meter.sale-open` */
  merge(from: number, into: number, actor: Actor): CustomerFile {
    const { customers } = this.#parts.books;
    const goes = this.#customer(from);
    if (goes.mergedInto !== null) throw new Refusal('customer.merged');
    const stays = this.#openCustomer(into);
    if (goes.id === stays.id) throw new Refusal('customer.same');
    this.#allIdle(goes.id);
    this.#does(
      actor,
      (now) => {
        customers.change(stays.id, together(stays, goes));
        return customers.merge(goes.id, stays.id, now);
      },
      (meters) => ({ what: 'customer.merged', facts: { from: goes.id, into: stays.id, meters } }),
    );
    return this.file(stays.id);
  }

  /** @throws Refusal `customer.closed`, `meter.sale-open` */
  close(id: number, actor: Actor): CustomerFile {
    this.#openCustomer(id);
    this.#allIdle(id);
    const close = (now: Date) => this.#parts.books.customers.close(id, now);
    this.#does(actor, close, () => ({ what: 'customer.closed', facts: { id } }));
    return this.file(id);
  }

  /** @throws Refusal `customer.open-already`, `customer.merged` */
  reopen(id: number, actor: Actor): CustomerFile {
    const customer = this.#customer(id);
    if (customer.mergedInto !== null) throw new Refusal('customer.merged');
    if (customer.closedAt === null) throw new Refusal('customer.open-already');
    const reopen = () => this.#parts.books.customers.close(id, null);
    this.#does(actor, reopen, () => ({ what: 'customer.reopened', facts: { id } }));
    return this.file(id);
  }

  /** @throws Refusal `meter.closed-already`, `meter.sale-open` */
  closeMeter(meterId: number, actor: Actor): CustomerFile {
    const { id, drn, customerId } = this.#idle(this.#openMeter(meterId));
    const close = (now: Date) => this.#parts.books.meterChanges.close(id, now);
    this.#does(actor, close, () => ({ what: 'meter.closed', facts: { id, drn } }));
    return this.file(customerId);
  }

  /** @throws Refusal `meter.open-already`, `meter.replaced`, `customer.closed` */
  reopenMeter(meterId: number, actor: Actor): CustomerFile {
    const { id, drn, customerId, closedAt, replacedBy } = this.#meter(meterId);
    if (replacedBy) throw new Refusal('meter.replaced', { drn: replacedBy.drn });
    this.#openCustomer(customerId);
    if (closedAt === null) throw new Refusal('meter.open-already');
    const reopen = () => this.#parts.books.meterChanges.close(id, null);
    this.#does(actor, reopen, () => ({ what: 'meter.reopened', facts: { id, drn } }));
    return this.file(customerId);
  }

  #does<Value>(actor: Actor, change: (now: Date) => Value, told: (value: Value) => Told): Value {
    const at = this.#parts.clock.now();
    return recorded(this.#parts.books, { actor, at }, () => change(at), told);
  }

  #customer(id: number): Customer {
    const customer = this.#parts.books.customers.get(id);
    if (!customer) throw new Refusal('customer.unknown');
    return customer;
  }

  #openCustomer(id: number): Customer {
    const customer = this.#customer(id);
    if (customer.mergedInto !== null) throw new Refusal('customer.merged');
    if (customer.closedAt !== null) throw new Refusal('customer.closed');
    return customer;
  }

  #meter(id: number): Meter {
    const meter = this.#parts.books.meters.get(id);
    if (!meter) throw new Refusal('meter.unknown');
    return meter;
  }

  #openMeter(id: number): Meter {
    const meter = this.#meter(id);
    if (meter.closedAt !== null) throw new Refusal('meter.closed-already', { drn: meter.drn });
    return meter;
  }

  /** Somebody has paid, and their token is still to come. */
  #idle(meter: Meter): Meter {
    const saleId = this.#parts.books.sales.unfinishedOfMeter(meter.id);
    if (saleId !== null) throw new Refusal('meter.sale-open', { drn: meter.drn });
    return meter;
  }

  #allIdle(customerId: number): void {
    const { sales, meters } = this.#parts.books;
    for (const sale of sales.unfinished()) {
      if (meters.get(sale.meterId)?.customerId === customerId) {
        throw new Refusal('meter.sale-open', { drn: sale.drn });
      }
    }
  }
}

/** The names of what is other than it was. */
function changes(before: Customer, after: CustomerDetails): string {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([name, value]) => was.get(name) !== value)
    .map(([name]) => name)
    .join(', ');
}

/** What is known of one person from two accounts: the one that stays has the last word. */
function together(stays: Customer, goes: Customer): CustomerDetails {
  const notes = [stays.notes, goes.notes].filter((text) => text !== '').join('\n');
  return {
    name: stays.name || goes.name,
    phone: stays.phone || goes.phone,
    address: stays.address || goes.address,
    idNumber: stays.idNumber || goes.idNumber,
    language: stays.language ?? goes.language,
    notes: notes.slice(0, LONGEST_NOTES),
  };
}
