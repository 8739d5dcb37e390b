import type { DebtTerms, TariffTerms } from '../../src-shared/contract/pricing-shapes.ts';
import type { Translate } from '../messages.ts';
import { trainingPricePerKwh } from './shop-defaults.ts';

/** A price counts ten-thousandths of a minor unit. */
export const PRICE_SCALE = 10_000;
/** What things cost in a training shop, in kilowatt-hours: a number that people know in their currency. */
const LINE_RENTAL_KWH = 8;
const WATER_KWH = 6;
const ARREARS_KWH = 120;
const CONNECTION_KWH = 90;
const INSTALMENT_KWH = 4;
/** Above this many steps of a month the next units are dearer: 100 kWh, 6 m³. */
const FIRST_BLOCK = 1_000;
const FIRST_WATER = 60;

export interface DemoDebt extends DebtTerms {
  /** What is owed at the beginning, minor units. */
  readonly amount: number;
}

interface Prices {
  readonly currency: string;
  readonly vatBasisPoints: number;
  readonly t: Translate;
}

/** A flat tariff, one in blocks with free units and a monthly charge, and one for water. */
export function demoTariffs({ currency, vatBasisPoints, t }: Prices) {
  const price = trainingPricePerKwh(currency);
  const flat: TariffTerms = {
    blocks: [{ upTo: null, price }],
    freeSteps: 0,
    fixedCharges: [],
    serviceFee: { amount: 0, basisPoints: 0 },
    taxes: [
      {
        name: t('receipt.tax'),
        basisPoints: vatBasisPoints,
        on: ['energy', 'fixed-charge', 'service-fee'],
      },
    ],
    pricesIncludeTax: false,
    minimumSale: 0,
    maximumSale: null,
  };
  const monthly = { name: t('demo.monthly'), every: 'month', arrears: true } as const;
  const blocks: TariffTerms = {
    ...flat,
    blocks: [
      { upTo: FIRST_BLOCK, price: Math.ceil(price * 0.8) },
      { upTo: null, price: Math.ceil(price * 1.3) },
    ],
    freeSteps: 200,
    fixedCharges: [{ ...monthly, amount: worth(price, LINE_RENTAL_KWH) }],
  };
  const water: TariffTerms = {
    ...flat,
    blocks: [
      { upTo: FIRST_WATER, price: price * WATER_KWH },
      { upTo: null, price: price * WATER_KWH * 2 },
    ],
  };
  return { flat, blocks, water };
}

/**
 * What a demo customer owes; null for most.
 *
 * @param unit the price of 1 kWh in minor units
 */
export function demoDebt(name: string, unit: number, t: Translate): DemoDebt | null {
  const minor = (kilowattHours: number) => Math.max(1, Math.round(unit * kilowattHours));
  const limits = { perSaleCeiling: null, perMonthCeiling: null, priority: 50 };
  switch (name) {
    case 'Fatima Bello':
      return {
        ...{ name: t('demo.arrears'), kind: 'arrears', ...limits },
        ...{ take: { kind: 'share', basisPoints: 2_500 }, amount: minor(ARREARS_KWH) },
      };
    case 'Daniel Otieno':
      return {
        ...{ name: t('demo.connection'), kind: 'auxiliary', ...limits },
        ...{
          take: { kind: 'fixed', amount: minor(INSTALMENT_KWH) },
          amount: minor(CONNECTION_KWH),
        },
      };
    default:
      return null;
  }
}

/** What so many kilowatt-hours cost, minor units. */
function worth(price: number, kilowattHours: number): number {
  return Math.max(1, Math.round((price * kilowattHours) / PRICE_SCALE));
}
