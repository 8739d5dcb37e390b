import { makeToken } from '../../src-main/module/emulator/engine.ts';
import { VendingKey } from '../../src-main/module/emulator/vending-key.ts';
import { luhnDigit } from '../../src-shared/sts/digits.ts';
import { panFromDrn } from '../../src-shared/sts/meter-number.ts';
import { type Figure, median } from './figures.ts';

const ROUNDS = 7;
const TOKENS_A_ROUND = 50_000;
const FEWEST_A_SECOND = 50_000;
const METERS = 1000;

/** EA11 tokens a second through the emulator's engine on one core, the decoder key derived each time. */
export function engineFigures(): Figure[] {
  const key = new VendingKey(
    {
      supplyGroupCode: '123457',
      keyRevisionNumber: 2,
      keyType: 2,
      dkga: 4,
      baseDate: 2014,
    },
    Buffer.from('A KEY FOR BENCHMARKS', 'latin1'),
  );
  const meters = Array.from({ length: METERS }, (_, index) => {
    const body = String(7_000_000_000 + index).padStart(10, '0');
    const pan = panFromDrn(`${body}${luhnDigit(body)}`);
    return { pan, tariffIndex: 1, encryptionAlgorithm: 11 as const };
  });
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let each = 0; each < TOKENS_A_ROUND; each += 1) {
      const meter = meters[each % METERS];
      if (!meter) continue;
      makeToken(key, meter, {
        tokenClass: 0,
        subclass: 0,
        rnd: each & 15,
        tid: 6_780_000 + each,
        amount: 1 + (each % 16_000),
      });
    }
    rates.push((TOKENS_A_ROUND * 1000) / (performance.now() - start));
  }
  return [
    {
      name: 'EA11 tokens a second, decoder key derived each time',
      value: median(rates),
      unit: '/s',
      bound: { kind: 'at least', value: FEWEST_A_SECOND },
    },
  ];
}
