import type { Books } from '../../src-main/ledger/books.ts';
import { luhnDigit } from '../../src-shared/sts/digits.ts';
import { panFromDrn } from '../../src-shared/sts/meter-number.ts';
import { FIRST_NAMES, LAST_NAMES, STREETS } from './names.ts';
import type { Random } from './random.ts';

/** The key register of the training module that all of these meters sit on. */
export const KEY = {
  supplyGroupCode: '123457',
  keyRevisionNumber: 2,
  tariffIndex: 1,
  encryptionAlgorithm: 11,
  tokenCarrierType: 2,
  baseDate: 2014,
} as const;

export interface SeedMeter {
  readonly id: number;
  readonly pan: string;
  readonly tariffId: number;
  readonly customerId: number;
}

/** Registers meters with their customers; the demo meters of the shop stay as they are. */
export function seedMeters(
  books: Books,
  random: Random,
  tariffIds: readonly number[],
  count: number,
  now: Date,
): SeedMeter[] {
  const meters: SeedMeter[] = [];
  books.meters.together(() => {
    for (let index = 0; index < count; index += 1) {
      // 97 is no factor of 10^10, so that no number comes twice.
      const body = String((1_000_000_000 + index * 97) % 10_000_000_000).padStart(10, '0');
      const drn = `${body}${luhnDigit(body)}`;
      const pan = panFromDrn(drn);
      const tariffId = tariffIds[placeOf(random)] ?? 1;
      const stand = `${1 + random.below(9000)} ${random.one(STREETS)}`;
      const id = books.meters.save(
        {
          id: null,
          drn,
          pan,
          supplyGroupCode: KEY.supplyGroupCode,
          keyRevisionNumber: KEY.keyRevisionNumber,
          tariffIndex: KEY.tariffIndex,
          encryptionAlgorithm: KEY.encryptionAlgorithm,
          tokenCarrierType: KEY.tokenCarrierType,
          tariffId,
          blind: random.isOneIn(50),
          customer: {
            name: `${random.one(FIRST_NAMES)} ${random.one(LAST_NAMES)}`,
            phone: phone(random),
            address: random.isOneIn(3) ? `Stand ${stand}` : stand,
          },
        },
        now,
      );
      // Each new meter has a customer of its own.
      const customerId = books.meters.forSale(id)?.customerId ?? 0;
      meters.push({ id, pan, tariffId, customerId });
    }
  });
  return meters;
}

/** Most pay the first tariff; of the others there are fewer the later they come. */
function placeOf(random: Random): number {
  if (!random.isOneIn(4)) return 0;
  return random.isOneIn(6) ? 2 : random.isOneIn(3) ? 3 : 1;
}

/** One in ten has none. */
function phone(random: Random): string {
  if (random.isOneIn(10)) return '';
  const digits = String(random.below(10_000_000)).padStart(7, '0');
  return `0${random.one(['72', '78', '82', '83', '84'])} ${digits.slice(0, 3)} ${digits.slice(3)}`;
}
