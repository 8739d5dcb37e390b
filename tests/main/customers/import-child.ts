import { readFileSync } from 'node:fs';
import { StagedMeters } from '../../../src-main/ledger/staged-meters.ts';
import { openTill } from '../../../src-main/till.ts';

/* A till that takes a file over and dies on the way: once its rows are staged, or written, or committed. */

const [dataFolder = '', file = '', moment] = process.argv.slice(2);
const { write } = StagedMeters.prototype;
StagedMeters.prototype.write = function (now) {
  if (moment === 'staged') die();
  write.call(this, now);
  if (moment === 'written') die();
};

const till = await openTill({ dataFolder, version: 'test' });
const session = till.openSession();
const bytes = readFileSync(file);
const { importId } = Object(
  await ask('imports.begin', { fileName: 'meters.csv', bytes: bytes.length }),
);
await ask('imports.add', { importId, at: 0, base64: bytes.toString('base64') });
await ask('imports.do', { importId, tariffId: 1 });
die();

async function ask(name: string, input: unknown): Promise<unknown> {
  const answer = await till.dispatch(session, name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value;
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
