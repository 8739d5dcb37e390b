import { cp } from 'node:fs/promises';
import { systemClock } from '../../src-main/clock.ts';
import { ModuleHost } from '../main/module-host.ts';
import { expect, inEitherShell, test } from './test.ts';

/* A till that stopped in the middle of a sale, and the next one. */

inEitherShell();

test('says what became of the sale until somebody has read it', async ({ tills }) => {
  const host = await ModuleHost.start(systemClock);
  const before = await tills.openShop({ link: host.link });
  // The module makes the token, and its answer never comes.
  host.behave = (command) => (command === 'SM?VC' ? 'lose' : 'answer');
  await before.screen.find('blessing');
  await before.screen.ask('80');
  await before.screen.press('Enter');
  await expect.poll(() => host.commands.includes('SM?VC')).toBe(true);
  // What is on the disk at this moment is what a power failure leaves.
  const folder = tills.shops.empty();
  await cp(before.folder, folder, { recursive: true });
  host.behave = () => 'answer';

  const { screen } = await tills.open(folder);
  const note = screen.page.getByRole('alert').filter({ hasText: 'The till stopped' });
  await expect(note).toContainText('during the sale of R 80.00 for Blessing Okafor (000001)');
  await expect(note).toContainText('The module still had the token, so nothing was spent twice.');
  const digits = await screen.tokenShown();
  expect(host.commands.filter((command) => command === 'SM?VC')).toHaveLength(1);

  await screen.page.reload();
  await expect(note).toBeVisible();
  await note.getByRole('button', { name: 'Show the sale' }).click();
  expect(await screen.tokenShown()).toBe(digits);
  await expect(note).toBeHidden();
  await screen.page.reload();
  await screen.ready();
  await expect(note).toBeHidden();
  await tills.closeAll();
  await host.goAway();
});
