import { randomUUID } from 'node:crypto';
import { expect, inEitherShell, type OpenTill, test } from './test.ts';

/* One press is one sale, however often it is pressed. */

inEitherShell();

let till: OpenTill;
test.beforeAll(async ({ tills }) => {
  till = await tills.openShop();
});
test.afterAll(({ tills }) => tills.closeAll());

/** Goes up to the price, presses, and demands that the till sold exactly once. */
async function sellsOnce(press: () => Promise<void>): Promise<void> {
  const { screen } = till;
  const before = await till.sales();
  await screen.startOver();
  await screen.find('sipho');
  await screen.ask('20');
  await press();
  const digits = await screen.tokenShown();
  const [sale, ...earlier] = await till.sales();
  expect(sale).toMatchObject({ state: 'issued', token: digits });
  expect(earlier).toEqual(before);
  // What was pressed too often took nothing away either.
  await expect(screen.nextCustomer).toBeFocused();
  expect(await screen.tokenShown()).toBe(digits);
}

test('a double Enter makes one sale', async () => {
  await sellsOnce(async () => {
    const { keyboard } = till.shell.page;
    await Promise.all([keyboard.press('Enter'), keyboard.press('Enter'), keyboard.press('Enter')]);
  });
});

test('Enter held down makes one sale', async () => {
  await sellsOnce(async () => {
    const { keyboard } = till.shell.page;
    // Each further "down" repeats the key, as a keyboard does.
    for (let times = 0; times < 8; times += 1) await keyboard.down('Enter');
    await keyboard.up('Enter');
  });
});

test('a double click on "Sell" makes one sale', async () => {
  await sellsOnce(() => till.screen.sell.dblclick());
});

test('a second press that lands beside the token takes no cursor away', async () => {
  await sellsOnce(async () => {
    // What a press on nothing does, in the moment when the token appears.
    await till.shell.page.evaluate(() => {
      const watcher = new MutationObserver(() => {
        const head = document.activeElement;
        if (!(head instanceof HTMLHeadingElement)) return;
        watcher.disconnect();
        head.blur();
      });
      watcher.observe(document.body, { childList: true, subtree: true });
    });
    await till.screen.sell.click();
  });
});

test('two clicks in the same moment make one sale', async () => {
  await sellsOnce(() =>
    till.screen.sell.evaluate((button) => {
      for (let times = 0; times < 3; times += 1) {
        button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      }
    }),
  );
});

test('Enter held down from the amount on sells nothing', async () => {
  const { screen } = till;
  const before = await till.sales();
  await screen.startOver();
  await screen.find('sipho');
  await screen.type('20');
  const { keyboard } = till.shell.page;
  await keyboard.down('Enter');
  await expect(screen.sell).toBeFocused();
  for (let times = 0; times < 8; times += 1) await keyboard.down('Enter');
  await keyboard.up('Enter');
  await expect(screen.sell).toBeFocused();
  expect(await till.sales()).toEqual(before);
});

test('ten identical requests at the same time make one sale', async () => {
  const before = await till.sales();
  const { meters } = await till.ask('meters.find', { text: 'amina', limit: 1 });
  const meterId = meters[0]?.id ?? 0;
  const ask = { by: 'money', amount: 3000 } as const;
  const { paid, steps } = await till.ask('sale.quote', { meterId, ask });
  const order = { requestId: randomUUID(), meterId, ask, expected: { paid, steps } };
  const answers = await Promise.all(Array.from({ length: 10 }, () => till.ask('sale.sell', order)));
  expect(new Set(answers.map(({ id, token }) => `${id} ${token}`)).size).toBe(1);
  expect(await till.sales()).toHaveLength(before.length + 1);
});
