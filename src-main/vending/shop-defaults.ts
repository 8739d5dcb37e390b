import { USUAL_DRAWER } from '../../src-shared/contract/printing-shapes.ts';
import type { ShopSettings } from '../../src-shared/contract/shapes.ts';

/**
 * What 1 kWh costs roughly, in the currency's major unit: only so that a new shop's quick amounts and
 * the training tariff look like amounts people know. The owner sets the real price.
 */
const ROUGH_PRICE: Readonly<Record<string, number>> = {
  AOA: 20,
  BDT: 9,
  BWP: 2,
  CDF: 300,
  ETB: 4,
  EUR: 0.3,
  GBP: 0.28,
  GHS: 1.8,
  GMD: 13,
  INR: 8,
  KES: 26,
  LSL: 2,
  LRD: 45,
  MGA: 600,
  MUR: 7,
  MWK: 180,
  MZN: 9,
  NAD: 2.8,
  NGN: 210,
  PHP: 12,
  PKR: 45,
  RWF: 210,
  SLE: 5,
  SZL: 2.4,
  TZS: 350,
  UGX: 800,
  USD: 0.2,
  XAF: 85,
  XOF: 115,
  ZAR: 2.5,
  ZMW: 2,
  ZWG: 4,
};
const QUICK = [20, 50, 100, 200, 500];
const FALLBACK_PRICE = 1;
const QUICK_PRICE = 2.5;

/** Digits after the decimal point, by ISO 4217; null for a code nobody knows. */
export function currencyDigits(currency: string): number | null {
  if (!Intl.supportedValuesOf('currency').includes(currency)) return null;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** A shop as it opens, before its owner changes anything. */
export function defaultShop(
  given: Pick<ShopSettings, 'name' | 'language' | 'currency'>,
): ShopSettings {
  const minor = 10 ** (currencyDigits(given.currency) ?? 2);
  const scale = 10 ** Math.round(Math.log10(roughPrice(given.currency) / QUICK_PRICE));
  const quickAmounts = QUICK.map((amount) => Math.max(1, Math.round(amount * scale * minor)));
  return {
    ...given,
    theme: 'system',
    slipHeader: '',
    slipFooter: '',
    quickAmounts: [...new Set(quickAmounts)],
    largestSale: Math.round(10_000 * scale * minor),
    deductionOrder: ['service-fee', 'fixed-charge', 'debt'],
    pinAtStart: true,
    autoLockMinutes: 0,
    shiftsByHand: false,
    paper: 80,
    printer: { kind: 'none' },
    sparePrinter: { kind: 'none' },
    drawer: USUAL_DRAWER,
    printEachSale: true,
  };
}

/** The training tariff's price of 1 kWh, in ten-thousandths of a minor unit. */
export function trainingPricePerKwh(currency: string): number {
  return Math.round(roughPrice(currency) * 10 ** (currencyDigits(currency) ?? 2) * 10_000);
}

function roughPrice(currency: string): number {
  return ROUGH_PRICE[currency] ?? FALLBACK_PRICE;
}
