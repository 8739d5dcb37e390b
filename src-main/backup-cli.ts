import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupDesk } from './backup/desk.ts';
import { readPassphrase } from './backup/passphrase-file.ts';
import { systemClock } from './clock.ts';
import { openBooks } from './ledger/books.ts';
import { LedgerChoice, type LedgerKind } from './ledger/choice.ts';
import { putRestored } from './ledger/restored.ts';
import { firstMessages } from './messages.ts';
import { Refusal } from './refusal.ts';
import { dataFolder } from './shell/data-folder.ts';

/* `npm run -s backup`: makes a copy of a till's ledger while the till is closed. */

const USAGE = `Usage: npm run -s backup -- [--data DIR] [--shop training|live] [--to FOLDER] [--passphrase-file FILE]

Makes a copy of a ledger, opens it, checks it and puts it into a folder. The till has to be closed; one
that is open makes copies by itself, and when somebody presses the button in its settings.

  --data DIR               the till's data folder; the usual one if left out
  --shop training|live     which of its two shops; the one used last if left out
  --to FOLDER              from now on copies go there; to where they go already if left out
  --passphrase-file FILE   encrypt copies from now on, with the first line of the file; - reads it from
                           the standard input
  --help                   this text

Prints the file. Ends with 0 where it was made, 2 where it was not.`;

const NOBODY = { operatorId: null, approvedBy: null };

process.exitCode = await main();

async function main(): Promise<number> {
  const messages = firstMessages();
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        shop: { type: 'string' },
        to: { type: 'string' },
        'passphrase-file': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      say(USAGE);
      return 0;
    }
    const choice = new LedgerChoice(dataFolder(values.data));
    const kind = kindOf(values.shop, choice);
    const file = choice.file(kind);
    putRestored(file);
    if (!existsSync(file)) throw new Refusal('restore.not-found', { file });
    const passphrase = await readPassphrase(values['passphrase-file']);
    const books = openBooks(file);
    try {
      const desk = new BackupDesk({
        ...{ books, kind, clock: systemClock },
        messages: () => messages,
        // It makes one copy and no more.
        after: () => () => {},
        onChange: () => {},
        onUnexpected: (what, error) => console.error(what, error),
      });
      if (values.to !== undefined || passphrase !== null) {
        const before = books.settings.backup()?.folder ?? null;
        const folder = values.to === undefined ? before : resolve(values.to);
        await desk.save({ folder, passphrase }, NOBODY);
      }
      await desk.now(NOBODY);
      const { problem, lastGood } = await desk.state();
      if (problem) throw new Refusal(problem.code, problem.detail);
      say(lastGood?.file ?? '');
      return 0;
    } finally {
      books.sales.checkpoint();
      books.ledger.close();
    }
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

function kindOf(given: string | undefined, choice: LedgerChoice): LedgerKind {
  if (given === 'training' || given === 'live') return given;
  if (given !== undefined) throw new Error('--shop is training or live');
  return choice.current() ?? 'live';
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
