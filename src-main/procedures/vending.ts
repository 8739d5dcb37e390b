import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Meter } from '../../src-shared/contract/shapes.ts';
import { compactDigits } from '../../src-shared/sts/digits.ts';
import { meterNumber, mustBeFree } from '../customers/free-number.ts';
import { actorOf, type Handlers, operatorOf } from '../dispatch.ts';
import type { Actor } from '../ledger/audit.ts';
import { recorded } from '../ledger/recorded.ts';
import { Refusal } from '../refusal.ts';
import type { Shop } from '../shop.ts';
import { byWords, find } from '../vending/find.ts';

type Vending =
  | 'meters.find'
  | 'meters.recent'
  | 'meters.get'
  | 'meters.save'
  | 'meters.addBlind'
  | 'sale.quote'
  | 'sale.sell'
  | 'sale.unfinished'
  | 'sale.resume'
  | 'sale.abandon'
  | 'sale.told'
  | 'sale.seen'
  | 'sales.list'
  | 'sales.get';

/** Past every sale there can be: the first page of the history. */
const BEFORE_ALL = Number.MAX_SAFE_INTEGER;
/** How many meters a search of the history takes into account. */
const METERS_OF_A_SEARCH = 200;
/** Receipt numbers are short; longer digits are a meter or a token. */
const LONGEST_RECEIPT_NUMBER = 9;
const SHORTEST_TOKEN_TAIL = 4;

/** Finding a meter, pricing, selling, and what was sold. */
export function vendingHandlers(shop: () => Shop): Handlers<Vending> {
  return {
    'meters.find': ({ text, limit }) => {
      const { books, clock, messages } = shop();
      return find(
        { meters: books.meters, saleLists: books.saleLists, clock, messages },
        text,
        limit,
      );
    },
    'meters.recent': ({ limit }) => shop().books.meters.recent(limit),
    'meters.get': ({ meterId }) => meterOf(shop(), meterId),
    'meters.save': (input, session, approver) =>
      saveMeter(shop(), input, actorOf(session, approver)),
    'meters.addBlind': (input, session, approver) =>
      saveMeter(shop(), { ...input, meterId: null, blind: true }, actorOf(session, approver)),

    'sale.quote': ({ meterId, ask }) => shop().selling.seller.quote(meterId, ask),
    'sale.sell': async (input, session) => {
      const here = shop();
      const sale = await here.selling.seller.sell(input, operatorOf(session));
      here.selling.onStep?.('tell', 'before');
      const shown = here.view(sale);
      here.selling.onStep?.('tell', 'at');
      return shown;
    },
    'sale.unfinished': () => shop().unfinished(),
    'sale.resume': async ({ saleId }, session, approver) => {
      const here = shop();
      const sale = await here.selling.seller.resume(saleId);
      // Whoever asked sees what became of it.
      if (sale.state === 'issued') here.selling.stories.see(saleId, actorOf(session, approver));
      return here.view(sale);
    },
    'sale.abandon': ({ saleId }, session, approver) => {
      const here = shop();
      return here.view(here.selling.seller.abandon(saleId, actorOf(session, approver)));
    },
    'sale.told': () => shop().selling.stories.unseen(),
    'sale.seen': ({ saleId }, session, approver) => {
      shop().selling.stories.see(saleId, actorOf(session, approver));
      return {};
    },

    'sales.list': ({ text, before, limit }) => {
      const here = shop();
      // One more than asked for tells whether there are more.
      const found = history(here, text.trim(), before ?? BEFORE_ALL, limit + 1);
      return {
        sales: found.slice(0, limit).map((sale) => here.view(sale)),
        more: found.length > limit,
      };
    },
    'sales.get': ({ saleId }) => {
      const here = shop();
      const sale = here.books.sales.get(saleId);
      if (!sale) throw new Refusal('sale.unknown');
      return here.view(sale);
    },
  };
}

function meterOf(shop: Shop, id: number): Meter {
  const meter = shop.books.meters.get(id);
  if (!meter) throw new Refusal('meter.unknown');
  return meter;
}

function saveMeter(shop: Shop, input: Parsed<'meters.save'>, actor: Actor): Meter {
  const { meterId, configuration, customer, tariffId, blind } = input;
  const { meters, tariffs } = shop.books;
  const { pan, drn } = meterNumber(shop.messages, configuration.meterNumber);
  const tariff = tariffs.first(tariffId);
  if (!tariff) throw new Refusal('tariff.unknown');
  const known = meterId === null ? null : meterOf(shop, meterId);
  mustBeFree(meters, pan, meterId);
  // Its sales and TIDs are under that number.
  if (known && known.pan !== pan) throw new Refusal('meter.number-kept');
  // Its tokens are of what it counts: that can be mended only before the first.
  if (known?.lastSale && known.resource !== tariff.resource) {
    throw new Refusal('meter.other-resource', { name: tariff.name });
  }
  const { meterNumber: _, ...key } = configuration;
  const record = { ...key, id: meterId, pan, drn, tariffId, blind, customer };
  const at = shop.clock.now();
  const id = recorded(
    shop.books,
    { actor, at },
    () => meters.save(record, at),
    (saved) => ({
      what: known ? 'meter.changed' : 'meter.added',
      // Whose meter it is can be deleted one day, the trail cannot: it says only whether that changed.
      facts: { id: saved, drn, ...key, tariffId, blind, customerChanged: isOther(known, customer) },
    }),
  );
  return meterOf(shop, id);
}

function isOther(known: Meter | null, customer: Parsed<'meters.save'>['customer']): boolean {
  const { name, phone, address } = customer;
  return known?.customerName !== name || known.phone !== phone || known.address !== address;
}

function history(shop: Shop, text: string, before: number, limit: number) {
  const { saleLists, meters } = shop.books;
  if (text === '') return saleLists.page(before, limit);
  const digits = /^[\d\s.-]+$/.test(text) ? compactDigits(text) : '';
  const found =
    digits === ''
      ? byWords(meters, text, METERS_OF_A_SEARCH)
      : meters.byNumberStart(digits, METERS_OF_A_SEARCH);
  return saleLists.matching(
    {
      id: digits !== '' && digits.length <= LONGEST_RECEIPT_NUMBER ? Number(digits) : 0,
      meterIds: found.map((meter) => meter.id),
      tokenTail: digits.length >= SHORTEST_TOKEN_TAIL ? digits : '',
    },
    before,
    limit,
  );
}
