import type {
  Ask,
  DeductionOrder,
  Quote,
  TariffTerms,
} from '../../src-shared/contract/pricing-shapes.ts';
import type { Meter } from '../../src-shared/contract/shapes.ts';
import { chargesDue, introductionOf } from '../../src-shared/pricing/charges.ts';
import type { Due, PricingError } from '../../src-shared/pricing/context.ts';
import { priceSale } from '../../src-shared/pricing/price-sale.ts';
import { type Resource, unitSymbol } from '../../src-shared/resource.ts';
import type { Debts } from '../ledger/debts.ts';
import type { MeterMonths } from '../ledger/meter-months.ts';
import type { MeterForSale, Meters } from '../ledger/meters.ts';
import type { Tariffs, TariffVersion } from '../ledger/tariffs.ts';
import { Refusal } from '../refusal.ts';

export interface PriceParts {
  readonly meters: Meters;
  readonly tariffs: Tariffs;
  readonly meterMonths: MeterMonths;
  readonly debts: Pick<Debts, 'open'>;
  /** The owner's limit for the energy of one sale and its tax, in minor units. */
  readonly largestSale: () => number;
  /** In which order the owner has things taken from what is paid. */
  readonly deductionOrder: () => DeductionOrder;
}

export interface Priced {
  readonly meter: MeterForSale;
  readonly tariff: TariffVersion;
  readonly quote: Quote;
}

/**
 * What a sale costs at a moment: what the tariff says then, after what the meter bought in that month,
 * with the charges that are due and what its customer owes.
 *
 * @param onRead called when what the price follows from has been read
 * @throws Refusal `meter.unknown`, `meter.closed`, `meter.replaced`, `meter.no-tariff`, `meter.other-resource`, `tariff.not-in-force`,
 *   `price.*`, `sale.too-large`
 */
export function priceOf(
  parts: PriceParts,
  meterId: number,
  ask: Ask,
  now: Date,
  onRead?: () => void,
): Priced {
  const meter = meterToSell(parts, meterId);
  const tariff = tariffOf(parts, meter, now);
  const { resource } = tariff;
  const month = countsMonth(tariff)
    ? parts.meterMonths.soFar(meterId, now)
    : { steps: 0, freeTaken: false };
  const due = dueOf(parts, meter, tariff, now);
  const debts = meter.hasDebts === 1 ? parts.debts.open(meter.customerId, now) : [];
  onRead?.();
  const order = parts.deductionOrder();
  const { terms, isShops } = limited(tariff, parts.largestSale());
  const priced = priceSale({ terms, resource, ask, month, due, debts, order });
  if (priced.ok) return { meter, tariff, quote: priced.value };
  if (isShops && priced.error.code === 'above-maximum-sale') {
    throw new Refusal('sale.too-large', { largest: priced.error.largest });
  }
  throw pricingRefusal(priced.error, ask, resource);
}

/** The owner's limit is one of the same kind as the tariff's: the lower one holds. */
function limited(
  tariff: TariffVersion,
  largest: number,
): { readonly terms: TariffTerms; readonly isShops: boolean } {
  const isShops = tariff.maximumSale === null || largest < tariff.maximumSale;
  return { terms: isShops ? { ...tariff, maximumSale: largest } : tariff, isShops };
}

/** @throws Refusal `meter.unknown`, `meter.closed`, `meter.replaced` */
export function meterToSell({ meters }: Pick<PriceParts, 'meters'>, meterId: number): MeterForSale {
  const meter = meters.forSale(meterId);
  if (!meter) throw new Refusal('meter.unknown');
  if (meter.closed === 1) throw closedRefusal(meters.get(meterId));
  return meter;
}

/** Nothing is sold to a closed meter; where another took its place, that one is named. */
function closedRefusal(meter: Meter | null): Refusal {
  const drn = meter?.replacedBy?.drn;
  return drn === undefined
    ? new Refusal('meter.closed', { drn: meter?.drn ?? '' })
    : new Refusal('meter.replaced', { drn });
}

/** @throws Refusal `meter.no-tariff`, `meter.other-resource`, `tariff.not-in-force` */
export function tariffOf(
  { tariffs }: Pick<PriceParts, 'tariffs'>,
  meter: MeterForSale,
  now: Date,
): TariffVersion {
  const tariff = tariffs.current(meter.tariffId, now);
  if (!tariff) {
    const first = tariffs.first(meter.tariffId);
    if (!first) throw new Refusal('meter.no-tariff');
    throw new Refusal('tariff.not-in-force', { name: first.name, from: first.validFrom });
  }
  // A token of another resource is one the meter refuses.
  if (tariff.resource !== meter.resource) {
    throw new Refusal('meter.other-resource', { name: tariff.name });
  }
  return tariff;
}

/** Whether the price depends on what was bought in the month before. */
function countsMonth({ blocks, freeSteps, taxes }: TariffVersion): boolean {
  const isExempt = taxes.some(({ exemptSteps }) => exemptSteps !== undefined);
  return blocks.length > 1 || freeSteps > 0 || isExempt;
}

function dueOf(
  { meterMonths, tariffs }: PriceParts,
  meter: MeterForSale,
  { id, fixedCharges }: TariffVersion,
  now: Date,
): Due {
  const isPeriodic = fixedCharges.some(({ every }) => every !== 'sale');
  const charged = isPeriodic ? meterMonths.charged(meter.id) : { until: null, givenBack: [] };
  // Asked for only where nothing was charged yet: a sale seldom has to know.
  const isFirst = isPeriodic && charged.until === null;
  const registeredAt = isFirst ? meterMonths.registeredAt(meter.id) : new Date(meter.createdAt);
  const { until: chargedUntil, givenBack } = charged;
  const standing = { chargedUntil, givenBack, registeredAt, now };
  return chargesDue(fixedCharges, standing, (name) =>
    introductionOf(tariffs.inForceUntil(id, now), name),
  );
}

/** Sentences name amounts; whether an amount is money or units is in the code. */
export function pricingRefusal(error: PricingError, ask: Ask, resource: Resource): Refusal {
  switch (error.code) {
    case 'above-largest-transfer':
      return new Refusal(`price.above-largest-${ask.by}`, {
        largest: error.largest,
        unit: unitSymbol(resource),
      });
    case 'above-maximum-sale':
      return new Refusal(`price.${error.code}`, { largest: error.largest });
    default:
      return new Refusal(`price.${error.code}`, { least: error.least });
  }
}
