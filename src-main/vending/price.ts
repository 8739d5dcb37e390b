import type { Ask, Meter, Quote } from '../../src-shared/contract/shapes.ts';
import { type PricingError, quoteSale } from '../../src-shared/pricing/quote.ts';
import type { MeterForSale, Meters } from '../ledger/meters.ts';
import type { Tariffs, TariffVersion } from '../ledger/tariffs.ts';
import { Refusal } from '../refusal.ts';

export interface PriceParts {
  readonly meters: Meters;
  readonly tariffs: Tariffs;
  /** The owner's limit for one sale, in minor units. */
  readonly largestSale: () => number;
}

export interface Priced {
  readonly meter: MeterForSale;
  readonly tariff: TariffVersion;
  readonly quote: Quote;
}

/**
 * What a sale costs now.
 *
 * @param onRead called when the meter and its tariff have been read
 * @throws Refusal `meter.unknown`, `meter.closed`, `meter.replaced`, `meter.no-tariff`, `price.*`, `sale.too-large`
 */
export function priceOf(
  { meters, tariffs, largestSale }: PriceParts,
  meterId: number,
  ask: Ask,
  onRead?: () => void,
): Priced {
  const meter = meters.forSale(meterId);
  if (!meter) throw new Refusal('meter.unknown');
  if (meter.closed === 1) throw closedRefusal(meters.get(meterId));
  const tariff = tariffs.current(meter.tariffId);
  if (!tariff) throw new Refusal('meter.no-tariff');
  onRead?.();
  const priced = quoteSale(tariff, ask);
  if (!priced.ok) throw pricingRefusal(priced.error, ask);
  const largest = largestSale();
  if (priced.value.paid > largest) throw new Refusal('sale.too-large', { largest });
  return { meter, tariff, quote: priced.value };
}

/** Nothing is sold to a closed meter; where another took its place, that one is named. */
function closedRefusal(meter: Meter | null): Refusal {
  const drn = meter?.replacedBy?.drn;
  return drn === undefined
    ? new Refusal('meter.closed', { drn: meter?.drn ?? '' })
    : new Refusal('meter.replaced', { drn });
}

/** Sentences name amounts; whether an amount is money or energy is in the code. */
function pricingRefusal(error: PricingError, ask: Ask): Refusal {
  if (error.code === 'above-largest-transfer') {
    return new Refusal(`price.above-largest-${ask.by}`, { largest: error.largest });
  }
  return new Refusal(`price.${error.code}`, { least: error.least });
}
