import { join } from 'node:path';
import { percentile } from '../bench/figures.ts';
import { addMeters } from '../seed/metered-shop.ts';
import { noElectron } from './electron-binary.ts';
import { measureQuotes, NO_BEAT } from './quote-latency.ts';
import { openElectron, ROOT } from './shells.ts';
import { expect, test } from './test.ts';
import { TillPage } from './till-page.ts';

const reason = noElectron();
test.skip(reason !== null, reason ?? '');

const METERS = 100_000;
const ROUNDS = 12;

test('each key has its price painted, with 100 000 meters', async ({ tills }) => {
  test.setTimeout(180_000);
  const folder = await tills.shops.training();
  addMeters(folder, METERS);
  const main = join(ROOT, 'out/main/electron.cjs');
  const shell = await openElectron([...NO_BEAT, '-r', main, ROOT, '--data', folder]);
  try {
    const screen = new TillPage(shell.page);
    await screen.ready();
    await screen.find('nomsa');
    // The first ones warm up.
    await measureQuotes(screen, 2);
    const times = await measureQuotes(screen, ROUNDS);
    const [median, p99] = [0.5, 0.99].map((share) => percentile(times, share).toFixed(1));
    test.info().annotations.push({
      type: 'key to painted price',
      description: `median ${median} ms, p99 ${p99} ms of ${times.length} keys`,
    });
    console.info(
      `key to painted price: median ${median} ms, p99 ${p99} ms of ${times.length} keys`,
    );
    // A key without a price of its own would have been waited for in vain. How long one may take is held by
    // `npm run bench -- --only quote`: here both shells' tests share the machine.
    expect(times.every((time) => time > 0)).toBe(true);
  } finally {
    await shell.close();
  }
});
