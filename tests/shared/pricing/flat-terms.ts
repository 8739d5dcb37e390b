import type { TariffTerms } from '../../../src-shared/contract/pricing-shapes.ts';

interface Flat {
  /** Ten-thousandths of a minor unit for a whole unit. */
  readonly price: number;
  /** Of each sale, minor units; 0 for none. */
  readonly charge?: number;
  /** Basis points; 0 for none. */
  readonly vat?: number;
  readonly included?: boolean;
}

/** One price, one charge of each sale, one VAT on everything. */
export function flatTerms({ price, charge = 0, vat = 0, included = false }: Flat): TariffTerms {
  return {
    blocks: [{ upTo: null, price }],
    freeSteps: 0,
    fixedCharges:
      charge === 0
        ? []
        : [{ name: 'Service charge', every: 'sale', amount: charge, arrears: false }],
    serviceFee: { amount: 0, basisPoints: 0 },
    taxes:
      vat === 0
        ? []
        : [{ name: 'VAT', basisPoints: vat, on: ['energy', 'fixed-charge', 'service-fee'] }],
    pricesIncludeTax: included,
    minimumSale: 0,
    maximumSale: null,
  };
}

/** What is said of a tariff beside its terms, where it is saved for now. */
export const forNow = { priceClass: '', resource: 'electricity', validFrom: null } as const;
