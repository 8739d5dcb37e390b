import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBooks } from '../../src-main/ledger/books.ts';
import { setUpShop } from '../../src-main/set-up.ts';
import { luhnDigit } from '../../src-shared/sts/digits.ts';
import { panFromDrn } from '../../src-shared/sts/meter-number.ts';

const FIRST = ['Nomsa', 'Sipho', 'Amina', 'Kwame', 'Grace', 'Moussa', 'Zanele', 'João', 'Blessing'];
const LAST = ['Dlamini', 'Khumalo', 'Hassan', 'Mensah', 'Wanjiru', 'Traoré', 'Ndlovu', 'Okafor'];

/** A training shop with many meters that opens without a PIN, straight at the sale. */
export async function makeBigShop(folder: string, meters: number): Promise<void> {
  const file = join(folder, 'training.sqlite');
  const now = new Date();
  await setUpShop(
    file,
    {
      language: 'en',
      currency: 'ZAR',
      shopName: 'Bench',
      ownerName: 'Bench',
      ownerPin: '1234',
      link: { kind: 'built-in' },
      training: true,
    },
    now,
  );
  const books = openBooks(file);
  const shop = books.settings.shop();
  const [tariff] = books.tariffs.all();
  if (!shop || !tariff) throw new Error('the shop was not set up');
  books.settings.saveShop({ ...shop, pinAtStart: false });
  books.meters.together(() => {
    for (let index = 0; index < meters; index += 1) {
      const body = String(5_000_000_000 + index);
      const drn = `${body}${luhnDigit(body)}`;
      books.meters.save(
        {
          id: null,
          drn,
          pan: panFromDrn(drn),
          supplyGroupCode: '123457',
          keyRevisionNumber: 2,
          tariffIndex: 1,
          encryptionAlgorithm: 11,
          tokenCarrierType: 2,
          tariffId: tariff.id,
          blind: false,
          customer: {
            name: `${FIRST[index % FIRST.length]} ${LAST[(index >> 4) % LAST.length]} ${index}`,
            phone: `08${String(index * 7919)
              .padStart(8, '0')
              .slice(-8)}`,
            address: `Stand ${index}, Section ${index % 97}`,
          },
        },
        now,
      );
    }
  });
  books.ledger.close();
  writeFileSync(join(folder, 'till.json'), '{"ledger":"training"}\n');
}
