import type { TariffTerms } from '../../src-shared/contract/pricing-shapes.ts';
import type { Resource } from '../../src-shared/resource.ts';
import { luhnDigit } from '../../src-shared/sts/digits.ts';
import type { EncryptionAlgorithm } from '../../src-shared/sts/fields.ts';
import { panFromDrn } from '../../src-shared/sts/meter-number.ts';
import type { Books } from '../ledger/books.ts';
import type { Translate } from '../messages.ts';
import { type DemoDebt, demoDebt, demoTariffs, PRICE_SCALE } from './demo-prices.ts';
import { trainingPricePerKwh } from './shop-defaults.ts';

/** A key of the training module that demo meters sit on. */
export interface DemoKey {
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
}

type TariffOf = 'flat' | 'blocks' | 'water';

/** Number without its check digit, name, phone, address, and what they pay. Invented; the numbers are legal. */
const CUSTOMERS: readonly (readonly [string, string, string, string, TariffOf])[] = [
  ['0712345678', 'Nomsa Dlamini', '082 555 0101', 'Stand 41, Lerato Street', 'flat'],
  ['0712998114', 'Sipho Khumalo', '083 555 0114', 'Stand 12, Lerato Street', 'flat'],
  ['0100000331', 'Mrs Naidoo', '084 555 0122', 'Flat 3B, Palm Court', 'flat'],
  ['0100000332', 'Thandeka Mokoena', '072 555 0135', 'Flat 4A, Palm Court', 'flat'],
  ['0140558203', 'Amina Hassan', '078 555 0148', '7 Market Road', 'flat'],
  ['0140558211', 'Kwame Mensah', '079 555 0151', '9 Market Road', 'flat'],
  ['0720046617', 'Blessing Okafor', '081 555 0163', 'Plot 5, New Extension', 'flat'],
  ['0720046625', 'João Macuácua', '084 555 0177', 'Plot 6, New Extension', 'flat'],
  ['0433102974', 'Grace Wanjiru', '071 555 0180', 'House 18, Hill View', 'flat'],
  ['0433102982', 'Moussa Traoré', '076 555 0192', 'House 20, Hill View', 'flat'],
  ['0802231147', 'Fatima Bello', '074 555 0226', '3 Station Road', 'blocks'],
  ['0802231155', 'Daniel Otieno', '075 555 0233', '5 Station Road', 'blocks'],
  ['0910037748', 'Lindiwe Zulu', '083 555 0240', 'Stand 7, River Bend', 'water'],
  ['0655810420', 'Zanele Ndlovu', '073 555 0205', 'Room 2, Station Lodge', 'flat'],
  ['0655810438', 'Peter van Wyk', '082 555 0219', 'Corner Shop, Station Road', 'flat'],
];

/** Every third demo meter is an older one. */
const OLD_EVERY = 3;

/** What a training shop is filled with. */
interface DemoShop {
  readonly currency: string;
  readonly vatBasisPoints: number;
  /** Who sets it up. */
  readonly ownerId: number;
  readonly t: Translate;
}

/** Fills a new training shop: tariffs, customers on the training module's keys, and what some of them owe. */
export function openDemoShop(
  books: Pick<Books, 'meters' | 'tariffs' | 'debts' | 'debtMovements'>,
  shop: DemoShop,
  keys: { readonly current: DemoKey; readonly old: DemoKey },
  now: Date,
): void {
  const { t, currency } = shop;
  const domestic = demoTariffs(shop);
  const add = (name: string, resource: Resource, terms: TariffTerms) =>
    books.tariffs.save({ id: null, name, priceClass: '', resource, terms }, now, now);
  const tariffs: Readonly<Record<TariffOf, number>> = {
    flat: add(t('receipt.domesticTariff'), 'electricity', domestic.flat),
    blocks: add(t('demo.blocks'), 'electricity', domestic.blocks),
    water: add(t('demo.water'), 'water', domestic.water),
  };
  const unit = trainingPricePerKwh(currency) / PRICE_SCALE;
  books.meters.together(() => {
    for (const [index, [body, name, phone, address, tariff]] of CUSTOMERS.entries()) {
      const drn = `${body}${luhnDigit(body)}`;
      const key = index % OLD_EVERY === OLD_EVERY - 1 ? keys.old : keys.current;
      const meterId = books.meters.save(
        {
          ...key,
          id: null,
          drn,
          pan: panFromDrn(drn),
          tariffIndex: 1,
          tokenCarrierType: 2,
          tariffId: tariffs[tariff],
          blind: false,
          customer: { name, phone, address },
        },
        now,
      );
      const debt = demoDebt(name, unit, t);
      const customerId = books.meters.forSale(meterId)?.customerId;
      if (debt && customerId !== undefined) owe(books, customerId, debt, shop.ownerId, now);
    }
  });
}

function owe(
  { debts, debtMovements }: Pick<Books, 'debts' | 'debtMovements'>,
  customerId: number,
  { amount, ...terms }: DemoDebt,
  operatorId: number,
  now: Date,
): void {
  const requestId = `demo-${customerId}`;
  const actor = { operatorId, approvedBy: null };
  const debtId = debts.add({ ...terms, requestId, customerId }, actor, now);
  const opened = { requestId, debtId, kind: 'opened', amount, reason: '' } as const;
  debtMovements.move(opened, actor, now);
}
