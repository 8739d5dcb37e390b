import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { electronBinary, noElectron } from './electron-binary.ts';
import { ROOT } from './shells.ts';
import { expect, test } from './test.ts';

/* Two windows on one data folder, and a main process in which something happens that nobody foresaw. */

const reason = noElectron();
test.skip(reason !== null, reason ?? '');

test('a second window on the same folder does not open; the first one sells on', async ({
  tills,
}) => {
  const till = await tills.openShop();
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(electronBinary(), [ROOT, '--data', till.folder, ...root], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  second.stderr.on('data', (text) => {
    said += text;
  });
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  expect(said).toContain(`Voltill is open already with the data folder ${till.folder}.`);
  await till.screen.sellTo('nomsa', '50');
  await till.close();
});

for (const kind of ['an exception', 'a rejection'] as const) {
  test(`what nobody foresaw is told, written down, and ends the till in order: ${kind}`, async ({
    tills,
  }) => {
    const till = await tills.openShop();
    await till.screen.sellTo('nomsa', '50');
    const told = join(till.folder, 'told.txt');
    const { electron } = till.shell;
    if (!electron) throw new Error('no Electron');
    const exited = once(electron.process(), 'exit');
    await electron.evaluate(
      ({ dialog }, { file, isRejection }) => {
        const { writeFileSync } = process.getBuiltinModule('node:fs');
        dialog.showErrorBox = (title, text) => writeFileSync(file, `${title}\n${text}`);
        setTimeout(() => {
          const error = new Error('nobody foresaw this');
          if (!isRejection) throw error;
          void Promise.reject(error);
        }, 50);
      },
      { file: told, isRejection: kind === 'a rejection' },
    );
    expect((await exited)[0]).toBe(1);
    const text = await readFile(told, 'utf8');
    expect(text).toContain('Something went wrong that the till did not foresee, so it closes.');
    expect(text).toContain('What was sold is in the ledger.');
    const log = await readFile(join(till.folder, 'till.log'), 'utf8');
    expect(log).toContain('nobody foresaw this');
    expect(existsSync(join(till.folder, 'training.sqlite-wal'))).toBe(false);
    await till.close();

    const again = await tills.open(till.folder);
    await again.screen.ready();
    expect(await again.sales()).toHaveLength(1);
    await again.close();
  });
}
