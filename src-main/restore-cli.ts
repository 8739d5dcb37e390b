import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { RestoreLook } from '../src-shared/contract/backup-shapes.ts';
import { readPassphrase } from './backup/passphrase-file.ts';
import { RestoreDesk } from './backup/restore-desk.ts';
import { systemClock } from './clock.ts';
import { LedgerChoice } from './ledger/choice.ts';
import { putRestored } from './ledger/restored.ts';
import { firstMessages } from './messages.ts';
import { Refusal } from './refusal.ts';
import { dataFolder } from './shell/data-folder.ts';

/* `npm run -s restore`: puts a copy in the place of a till's ledger while the till is closed. */

const USAGE = `Usage: npm run -s restore -- FOLDER | FILE [--yes] [--data DIR] [--passphrase-file FILE]

With the FOLDER of copies it lists them. With the FILE of one it reads all of it and says what it holds and
what would be lost. With --yes besides, it puts it in the place of the ledger. What stands there is kept
under another name. The till has to be closed.

  --yes                    do it
  --data DIR               the till's data folder; the usual one if left out
  --passphrase-file FILE   the passphrase of an encrypted copy is the first line of this file; - reads it
                           from the standard input
  --help                   this text

Ends with 0 where it did what was asked, 2 where it did not.`;

process.exitCode = await main();

async function main(): Promise<number> {
  const messages = firstMessages();
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        yes: { type: 'boolean', default: false },
        data: { type: 'string' },
        'passphrase-file': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      say(USAGE);
      return 0;
    }
    const [given, ...others] = positionals;
    if (given === undefined || others.length > 0) throw new Error('Say one FOLDER or FILE.');
    const from = resolve(given);
    const choice = new LedgerChoice(dataFolder(values.data));
    const passphrase = await readPassphrase(values['passphrase-file']);
    const desk = new RestoreDesk({
      choice,
      clock: systemClock,
      messages: () => messages,
      openSales: () => null,
    });
    const looks = await desk.find(from).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'backup.folder-missing') return null;
      throw error;
    });
    if (looks) {
      for (const look of looks) say(line(look));
      return 0;
    }
    const look = await desk.look(from, passphrase);
    say(`${line(look)}\n${look.consequence}`);
    if (!values.yes) {
      say('Nothing was changed. With --yes it is put in place.');
      return 0;
    }
    for (const kind of ['training', 'live'] as const) putRestored(choice.file(kind));
    await desk.restore(from, passphrase, {
      by: '',
      mayReplace: () => {},
      replace: async (kind, work) => {
        await work();
        choice.remember(kind);
      },
    });
    say('It is in place.');
    return 0;
  } catch (error) {
    if (error instanceof Refusal) {
      const { message, hint } = messages.failure(error.code, error.detail);
      console.error(`${message}\n${hint}`);
    } else {
      console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    }
    return 2;
  }
}

function line({ file, kind, encrypted, shopName, training, madeAt, sales }: RestoreLook): string {
  const shop = training === null ? '' : training ? 'training' : 'live';
  const known = shopName === null ? [] : [shopName, `${sales} sales`];
  const words = [madeAt, shop, kind === 'move' && 'move', encrypted && 'encrypted', ...known];
  return `${file}  ${words.filter(Boolean).join(', ')}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
