import trainingProfile from '../../resources/training-profile.json' with { type: 'json' };
import { EmulatedModule } from '../../src-main/module/emulator/emulated-module.ts';
import { parseProfile } from '../../src-main/module/emulator/profile.ts';
import type { PortCandidate } from '../../src-main/module/links/discover.ts';
import { type Answering, OnTerminal } from '../main/module/on-terminal.ts';
import { openToken, salesInLedger } from './ledger.ts';
import { OWNER, PIN, SHOP_NAME } from './shops.ts';
import { expect, inEitherShell, test } from './test.ts';

/* Modules on a cable: found, chosen, pulled out in a sale and put in again. */

inEitherShell();
test.skip(process.platform === 'win32', 'Windows has no pseudo-terminals');

function emulated(): EmulatedModule {
  const profile = parseProfile(trainingProfile);
  if (!profile.ok) throw new Error(profile.error.message);
  return new EmulatedModule({ profile: profile.value, now: () => new Date(), rnd: () => 5 });
}

test('a module is found by itself, chosen, and comes back under another name in a sale', async ({
  tills,
  shell,
}) => {
  test.skip(shell === 'window', 'a window finds the real ports of the machine');
  const ports: PortCandidate[] = [];
  const till = await tills.open(tills.shops.empty(), {
    viewport: { width: 1024, height: 600 },
    findPorts: async () => [...ports],
  });
  const { screen } = till;
  const { page } = screen;
  await screen.setUpShop({ shopName: SHOP_NAME, ownerName: OWNER, pin: PIN, currency: 'ZAR' });
  await screen.tabTo(screen.button(/Connect my security module/));
  await screen.press('Enter');
  await expect(page.getByText('No USB or serial port was found.')).toBeVisible();
  await expect(page.getByText('your user has to be in the group dialout')).toBeVisible();

  // It is plugged in: nothing has to be pressed for it to be found.
  const module = emulated();
  let pulled = false;
  let first: OnTerminal | null = null;
  const cable: Answering = {
    receive(frame) {
      const answer = module.receive(frame);
      if (pulled || !frame.startsWith('SM?VC')) return answer;
      // The token is made, and lost with the cable.
      pulled = true;
      ports.length = 0;
      setImmediate(() => first?.unplug());
      return null;
    },
  };
  first = new OnTerminal(cable);
  ports.push(first.candidate('A9Q2XYZ'));
  const row = screen.button(/^Module 94000001/);
  await expect(row).toContainText('STS65V10 · FTDI FT232R');
  await expect(row).toContainText('Emulated module with STS Edition 2.');
  expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await expect(page.getByLabel('Address')).toBeFocused();
  await screen.press('Shift+Tab', 'Shift+Tab');
  await expect(row).toBeFocused();
  await screen.press('Enter');
  await expect(page.getByText('Emulated, for training')).toBeVisible();
  await expect(screen.button('Use this module')).toBeFocused();
  await expect(screen.button('Use this module')).toBeInViewport({ ratio: 1 });
  await screen.press('Enter');
  await screen.ready();
  await expect(screen.training).toBeVisible();
  await expect(screen.status).toContainText('Module 94000001 ready');

  // In the list it is the one in use, and is not asked again.
  await screen.go('module');
  await screen.button('Change the connection').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: /^Module 94000001/ })).toContainText('In use');
  await screen.press('Escape');

  await screen.go('sell');
  await screen.find('blessing');
  await screen.ask('80');
  await screen.press('Enter');
  const panel = page.getByRole('region', { name: /^A sale was interrupted/ });
  await expect(panel).toContainText('R 80.00 for Blessing Okafor');
  await expect(screen.status).toContainText('Module not answering');
  await expect(screen.token).toBeHidden();

  const second = new OnTerminal(cable);
  ports.push(second.candidate('A9Q2XYZ'));
  await expect(panel).toBeHidden();
  const digits = await screen.tokenShown();
  await expect(screen.status).toContainText('Module 94000001 ready');
  await till.close();
  second.unplug();
  const [sale, ...others] = salesInLedger(till.folder);
  expect(others).toEqual([]);
  expect(sale).toMatchObject({ state: 'issued', digits });
  expect(sale && openToken(digits, sale)).toMatchObject({ crc: 'right', tid: sale?.tid });
});

test('a port that is typed may have its line set otherwise', async ({ tills }) => {
  const terminal = new OnTerminal(emulated());
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await screen.go('module');
  await screen.button('Change the connection').click();
  await page.getByRole('radio', { name: 'Serial or USB' }).check();
  await screen.focusOn(page.getByLabel('Port name'));
  await screen.type(terminal.path);
  await page.getByText('Line settings').click();
  await page.getByLabel('Speed (baud)').selectOption('19200');
  await page.getByRole('group', { name: 'Parity' }).getByText('Even').click();
  await screen.button(/^Look$/).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Emulated, for training')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this module' }).click();
  await expect(page.getByText('The till now uses module 94000001.')).toBeVisible();
  const status = await till.ask('module.status', {});
  expect(status.link).toMatchObject({
    kind: 'serial',
    path: terminal.path,
    baudRate: 19_200,
    parity: 'even',
  });

  // They stand in the form the next time, and are in view.
  await screen.button('Change the connection').click();
  await expect(page.getByLabel('Speed (baud)')).toHaveValue('19200');
  await screen.press('Escape');
  await till.close();
  terminal.unplug();
});
