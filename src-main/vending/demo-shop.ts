import type { TariffTerms } from '../../src-shared/contract/pricing-shapes.ts';
import { luhnDigit } from '../../src-shared/sts/digits.ts';
import type { EncryptionAlgorithm } from '../../src-shared/sts/fields.ts';
import { panFromDrn } from '../../src-shared/sts/meter-number.ts';
import type { Meters } from '../ledger/meters.ts';
import type { Tariffs } from '../ledger/tariffs.ts';
import { trainingPricePerKwh } from './shop-defaults.ts';

/** A key of the training module that demo meters sit on. */
export interface DemoKey {
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
}

/** Number without its check digit, name, phone, address. Invented; the numbers are legal. */
const CUSTOMERS: readonly (readonly [string, string, string, string])[] = [
  ['0712345678', 'Nomsa Dlamini', '082 555 0101', 'Stand 41, Lerato Street'],
  ['0712998114', 'Sipho Khumalo', '083 555 0114', 'Stand 12, Lerato Street'],
  ['0100000331', 'Mrs Naidoo', '084 555 0122', 'Flat 3B, Palm Court'],
  ['0100000332', 'Thandeka Mokoena', '072 555 0135', 'Flat 4A, Palm Court'],
  ['0140558203', 'Amina Hassan', '078 555 0148', '7 Market Road'],
  ['0140558211', 'Kwame Mensah', '079 555 0151', '9 Market Road'],
  ['0720046617', 'Blessing Okafor', '081 555 0163', 'Plot 5, New Extension'],
  ['0720046625', 'João Macuácua', '084 555 0177', 'Plot 6, New Extension'],
  ['0433102974', 'Grace Wanjiru', '071 555 0180', 'House 18, Hill View'],
  ['0433102982', 'Moussa Traoré', '076 555 0192', 'House 20, Hill View'],
  ['0655810420', 'Zanele Ndlovu', '073 555 0205', 'Room 2, Station Lodge'],
  ['0655810438', 'Peter van Wyk', '082 555 0219', 'Corner Shop, Station Road'],
];

/** Every third demo meter is an older one. */
const OLD_EVERY = 3;

/** Fills a new training shop: a tariff and a dozen customers on the training module's keys. */
export function openDemoShop(
  parts: { readonly meters: Meters; readonly tariffs: Tariffs },
  shop: {
    readonly currency: string;
    readonly tariffName: string;
    readonly vatName: string;
    readonly vatBasisPoints: number;
  },
  keys: { readonly current: DemoKey; readonly old: DemoKey },
  now: Date,
): void {
  const domestic = {
    id: null,
    name: shop.tariffName,
    priceClass: '',
    resource: 'electricity',
    terms: trainingTerms(shop),
  } as const;
  const tariffId = parts.tariffs.save(domestic, now, now);
  parts.meters.together(() => {
    for (const [index, [body, name, phone, address]] of CUSTOMERS.entries()) {
      const drn = `${body}${luhnDigit(body)}`;
      const key = index % OLD_EVERY === OLD_EVERY - 1 ? keys.old : keys.current;
      parts.meters.save(
        {
          ...key,
          id: null,
          drn,
          pan: panFromDrn(drn),
          tariffIndex: 1,
          tokenCarrierType: 2,
          tariffId,
          blind: false,
          customer: { name, phone, address },
        },
        now,
      );
    }
  });
}

function trainingTerms(shop: {
  readonly currency: string;
  readonly vatName: string;
  readonly vatBasisPoints: number;
}): TariffTerms {
  return {
    blocks: [{ upTo: null, price: trainingPricePerKwh(shop.currency) }],
    freeSteps: 0,
    fixedCharges: [],
    serviceFee: { amount: 0, basisPoints: 0 },
    taxes: [
      {
        name: shop.vatName,
        basisPoints: shop.vatBasisPoints,
        on: ['energy', 'fixed-charge', 'service-fee'],
      },
    ],
    pricesIncludeTax: false,
    minimumSale: 0,
    maximumSale: null,
  };
}
