import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModuleHost } from '../module-host.ts';
import { TestClock } from '../test-clock.ts';
import { eventually, MORNING, type TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { TogetherShop } from '../vending/together-shop.ts';
import { readEscPos } from './escpos-reader.ts';
import { type PaperSink, startPaperSink } from './paper-sink.ts';

/* Several meters in one payment: a slip for each, which says so, and one opening of the drawer. */

let training: TrainingShop;
let host: ModuleHost;
let till: TestTill;
let shop: TogetherShop;
let printer: PaperSink;
beforeAll(async () => {
  training = await TrainingShop.setUp();
});
afterAll(() => training.remove());
beforeEach(async () => {
  printer = await startPaperSink();
  const clock = new TestClock(MORNING);
  host = await ModuleHost.start(clock);
  till = await training.open({ link: host.link, clock });
  const settings = await till.settings();
  await till.call('shop.save', {
    ...settings,
    printer: printer.address,
    printEachSale: true,
    drawer: { ...settings.drawer, opens: true },
  });
  shop = await TogetherShop.begin(till);
});
afterEach(async () => {
  await till.close();
  await printer.close();
  await host.goAway();
});

/** What the next slip says of the payment it is of. */
async function nextSlip(): Promise<{ number: string; together: string[] }> {
  const lines = readEscPos(await printer.waitForSlip()).lines.map(({ text }) => text.trim());
  return {
    number: lines.find((line) => line.startsWith('Receipt'))?.slice(-6) ?? '',
    together: lines.filter((line) => /^(Paid together|Payment in all)/.test(line)),
  };
}

const inAll = (rands: string) => expect.stringMatching(new RegExp(`^Payment in all +R ?${rands}$`));

describe('the paper of a payment for several meters', () => {
  it('is a slip for each, with the others and all that was paid, and the drawer opens once', async () => {
    await shop.sell(4_000, 5_000);
    expect(await nextSlip()).toEqual({
      number: '000001',
      together: ['Paid together with 000002', inAll('90.00')],
    });
    expect(await nextSlip()).toEqual({
      number: '000002',
      together: ['Paid together with 000001', inAll('90.00')],
    });
    await shop.sell(1_000, 1_000);
    await nextSlip();
    await nextSlip();
    await eventually(() => expect(printer.kicks()).toHaveLength(2));
  });

  it('knows nothing of a line that was refused', async () => {
    let asked = 0;
    host.behave = (command) => {
      if (command === 'SM?VC') asked += 1;
      return command === 'SM?VC' && asked === 2 ? { status: '34' } : 'answer';
    };
    await shop.sell(4_000, 5_000, 6_000);
    expect(await nextSlip()).toEqual({
      number: '000001',
      together: ['Paid together with 000003', inAll('100.00')],
    });
    expect((await nextSlip()).number).toBe('000003');
  });

  it('says nothing of a payment where all the others were refused, or of one sale', async () => {
    let asked = 0;
    host.behave = (command) => {
      if (command === 'SM?VC') asked += 1;
      return command === 'SM?VC' && asked === 1 ? { status: '34' } : 'answer';
    };
    await shop.sell(4_000, 5_000);
    expect(await nextSlip()).toEqual({ number: '000002', together: [] });
    await till.sell(shop.neighbour, 1_000);
    expect(await nextSlip()).toEqual({ number: '000003', together: [] });
  });
});
