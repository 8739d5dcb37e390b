import { type Books, openBooks } from '../../src-main/ledger/books.ts';
import { type TariffDraft, type TariffVersion, writeTerms } from '../../src-main/ledger/tariffs.ts';
import { hashSecret } from '../../src-main/people/secret.ts';
import { setUpShop } from '../../src-main/set-up.ts';
import type { SalePayment } from '../../src-shared/contract/payment.ts';
import { type SeedMeter, seedMeters } from './meters.ts';
import { OWNER, STAFF } from './names.ts';
import { Random } from './random.ts';
import { MODULE_ID, type Outcome, SaleWriter, type Sold } from './sales.ts';
import { ShiftWriter } from './shifts.ts';

export interface SeedOptions {
  readonly meters: number;
  readonly sales: number;
  /** The same seed writes the same rows, but for the salts of the PINs. */
  readonly seed: number;
  /** The day the shift that is still running was opened on; the years before it are full of others. */
  readonly until: Date;
  readonly onProgress?: (done: number, of: number) => void;
}

interface Person {
  readonly id: number;
  readonly name: string;
  readonly role: string;
}

/** What the second tariff charges. */
const BUSINESS: TariffDraft = {
  id: null,
  name: 'Business',
  priceClass: '',
  resource: 'electricity',
  terms: {
    blocks: [{ upTo: null, price: 400_0000 }],
    freeSteps: 0,
    fixedCharges: [{ name: 'Service charge', every: 'sale', amount: 500, arrears: false }],
    serviceFee: { amount: 0, basisPoints: 0 },
    taxes: [{ name: 'VAT', basisPoints: 1500, on: ['energy', 'fixed-charge', 'service-fee'] }],
    pricesIncludeTax: false,
    minimumSale: 0,
    maximumSale: null,
  },
};

/** Everybody's, so that the ledger can be used. */
const PIN = '1234';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OPENS_AT = 5 * HOUR_MS;
const OPEN_FOR = 12 * HOUR_MS;
const SALES_A_DAY = 470;
const FEWEST_DAYS = 5;
/** The running shift has at most this many sales. */
const RUNNING_SALES = 1000;
/** What the module's licence has left at the end. */
const TRANSACTIONS_LEFT = 500_000;
/** How often the owner changes prices. */
const PRICES_HOLD_DAYS = 300;
const SALES_BETWEEN_CASH_LOOKS = 60;
const REFUND_ONE_IN = 400;
/** How many of the best customers owe something. */
const DEBTORS = 12;

/** Writes a training shop's ledger of some years, as the till would have written it day by day. */
export async function seedLedger(file: string, options: SeedOptions): Promise<void> {
  const days = Math.max(FEWEST_DAYS, Math.ceil(options.sales / SALES_A_DAY));
  const first = new Date(Math.floor(options.until.getTime() / DAY_MS - days + 1) * DAY_MS);
  await setUpShop(
    file,
    {
      language: 'en',
      currency: 'ZAR',
      shopName: 'Lerato Prepaid',
      ownerName: OWNER,
      ownerPin: PIN,
      link: { kind: 'built-in' },
      training: true,
    },
    first,
  );
  const books = openBooks(file);
  const { ledger } = books;
  try {
    // Nobody is shown a token on the strength of these commits.
    ledger.pragma('journal_mode = MEMORY');
    ledger.pragma('synchronous = OFF');
    ledger.pragma('cache_size = -524288');
    const secret = await hashSecret(PIN);
    new Years(books, options, first, days).write(secret);
    // Before the till opens it again, as it keeps it.
    ledger.pragma('journal_mode = WAL');
  } finally {
    ledger.close();
  }
}

class Years {
  readonly #books;
  readonly #options;
  readonly #first;
  readonly #days;
  readonly #random;
  readonly #sales;
  readonly #shifts;
  #people: readonly Person[] = [];
  #meters: readonly SeedMeter[] = [];
  #tariffs = new Map<number, TariffVersion>();
  #written = 0;
  #tokens = 0;

  constructor(books: Books, options: SeedOptions, first: Date, days: number) {
    this.#books = books;
    this.#options = options;
    this.#first = first;
    this.#days = days;
    this.#random = new Random(options.seed);
    this.#sales = new SaleWriter(books, this.#random);
    this.#shifts = new ShiftWriter(books, this.#random);
  }

  write(secretHash: string): void {
    const { books, sales, meters } = { books: this.#books, ...this.#options };
    this.#hire({ secretKind: 'pin', secretHash });
    books.modules.saw({ moduleId: MODULE_ID, firmwareId: 'STS65V10', emulated: true }, this.#first);
    this.#savePrice(BUSINESS, this.#first);
    this.#readTariffs(this.#first);
    this.#meters = seedMeters(books, this.#random, [...this.#tariffs.keys()], meters, this.#first);
    this.#oweSome();
    const running = Math.min(RUNNING_SALES, Math.floor(sales / 3));
    for (let day = 0; day < this.#days; day += 1) {
      if (day > 0 && day % PRICES_HOLD_DAYS === 0) this.#raisePrices(day);
      const left = sales - running - this.#written;
      const isLast = day === this.#days - 1;
      // Evenly over what is left, more or less.
      const even = left / Math.max(1, this.#days - 1 - day);
      const usual = Math.round(even * (0.6 + 0.8 * this.#random.next()));
      const today = isLast ? running : day === this.#days - 2 ? left : Math.min(left, usual);
      this.#books.ledger.transaction(() => this.#day(day, today, isLast))();
    }
  }

  /** Those who buy most have something to pay off. */
  #oweSome(): void {
    const [owner] = this.#people;
    if (!owner) throw new Error('nobody works here');
    this.#books.ledger.transaction(() => {
      for (const { id, customerId } of this.#meters.slice(0, DEBTORS)) {
        this.#sales.owe(id, customerId, owner.id, this.#first);
      }
    })();
  }

  #day(day: number, sales: number, isLast: boolean): void {
    const random = this.#random;
    const opensAt = this.#first.getTime() + day * DAY_MS + OPENS_AT;
    const [owner, supervisor, ...vendors] = this.#people;
    if (!owner || !supervisor) throw new Error('nobody works here');
    const vendor = random.one(vendors);
    const shiftId = this.#shifts.open(vendor.id, new Date(opensAt));
    const approved = { operatorId: vendor.id, approvedBy: supervisor.id };
    for (let index = 0; index < sales; index += 1) {
      const at = new Date(opensAt + Math.floor(((index + random.next()) * OPEN_FOR) / sales));
      const payment = paymentOf(random);
      const sold = this.#sell(vendor, shiftId, payment, at);
      const later = new Date(at.getTime() + 120_000);
      if (sold && random.isOneIn(REFUND_ONE_IN)) {
        const back = payment === 'mixed' ? 'cash' : payment;
        this.#shifts.refund(sold, back, shiftId, approved, later);
        this.#sales.gaveBack(sold, approved, later);
      }
      if (index % SALES_BETWEEN_CASH_LOOKS === SALES_BETWEEN_CASH_LOOKS - 1) {
        this.#shifts.moveCash(shiftId, approved, later);
      }
    }
    const closesAt = new Date(opensAt + OPEN_FOR + 10 * 60_000);
    const left = TRANSACTIONS_LEFT + this.#options.sales - this.#tokens;
    this.#books.counterReadings.note(MODULE_ID, left, closesAt);
    if (!isLast) this.#shifts.close(shiftId, vendor, closesAt);
  }

  #sell(vendor: Person, shiftId: number, payment: SalePayment, at: Date): Sold | null {
    const random = this.#random;
    // Some buy each week and most each month: the square of an even number is more often small.
    const place = Math.floor(random.next() ** 2 * this.#meters.length);
    const meter = this.#meters[place];
    const tariff = meter && this.#tariffs.get(meter.tariffId);
    if (!meter || !tariff) throw new Error('a meter without a tariff');
    const order = { meter, tariff, operatorId: vendor.id, shiftId, at, payment };
    const sold = this.#sales.write({ ...order, outcome: outcomeOf(random) });
    this.#written += 1;
    if (sold) this.#tokens += 1;
    if (this.#written % 1000 === 0) this.#options.onProgress?.(this.#written, this.#options.sales);
    return sold;
  }

  #hire(secret: { secretKind: 'pin'; secretHash: string }): void {
    const { operators, audit } = this.#books;
    const owner = operators.all()[0];
    if (!owner) throw new Error('the shop has no owner');
    for (const [name, role] of STAFF) {
      const id = operators.add(name, role, secret, this.#first);
      const facts = { id, name, role, secret: secret.secretKind };
      audit.append({ what: 'people.added', operatorId: owner.id, facts, at: this.#first });
    }
    this.#people = operators.all();
  }

  #raisePrices(day: number): void {
    const at = new Date(this.#first.getTime() + day * DAY_MS);
    for (const { id, name, priceClass, resource, ...terms } of this.#tariffs.values()) {
      const blocks = terms.blocks.map((block) => ({
        ...block,
        price: Math.round(block.price * 1.06),
      }));
      const draft = { id, name, priceClass, resource, terms: { ...terms, blocks } };
      this.#savePrice(draft, at);
    }
    this.#readTariffs(at);
  }

  #savePrice(draft: TariffDraft, at: Date): void {
    const { tariffs, audit } = this.#books;
    const { name, priceClass, resource, terms } = draft;
    const id = tariffs.save(draft, at, at);
    const facts = { id, name, priceClass, resource, terms: writeTerms(terms) };
    audit.append({
      what: draft.id === null ? 'tariff.added' : 'tariff.changed',
      operatorId: null,
      facts: { ...facts, validFrom: at.toISOString() },
      at,
    });
  }

  #readTariffs(now: Date): void {
    const all = this.#books.tariffs.all(now).toSorted((one, other) => one.id - other.id);
    this.#tariffs = new Map(all.map((tariff) => [tariff.id, tariff]));
  }
}

function paymentOf(random: Random): SalePayment {
  const share = random.next();
  if (share < 0.62) return 'cash';
  if (share < 0.8) return 'mobile-money';
  if (share < 0.96) return 'card';
  return share < 0.98 ? 'mixed' : 'account';
}

function outcomeOf(random: Random): Outcome {
  const share = random.next();
  if (share < 0.994) return 'issued';
  if (share < 0.998) return 'refused';
  return share < 0.999 ? 'abandoned' : 'resumed';
}
