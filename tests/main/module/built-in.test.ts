import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BuiltInModule } from '../../../src-main/module/built-in.ts';
import { makeLicence } from '../../../src-main/module/emulator/licence-maker.ts';
import { decodeResponse, encodeRequest } from '../../../src-main/module/sts6/frame.ts';
import { inFolder } from '../../conformance/tcp-module.ts';

const now = () => new Date('2027-01-01T12:00:00Z');

function builtIn(file: string) {
  return new BuiltInModule(file, now, (error) => {
    throw error;
  });
}

/** Sends a request over the module's link and gives the status and fields of the answer. */
function ask(module: BuiltInModule, command: string, payload = ''): Promise<string> {
  const link = module.openLink();
  return new Promise((resolve) => {
    link.onData((bytes) => {
      const response = decodeResponse(Buffer.from(bytes).toString('latin1').slice(0, -1));
      resolve('problem' in response ? response.problem : response.status + response.payload);
    });
    void link.write(Buffer.from(encodeRequest(command, payload)));
  });
}

test('the training module remembers its licences and its counter', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'module.json');
    const licence = makeLicence({ moduleId: '94000001', transactions: 5, expires: '20271130' });
    const first = builtIn(file);
    expect(await ask(first, 'SM?CI', licence)).toBe('00');
    first.close();
    const second = builtIn(file);
    expect(await ask(second, 'SM?CQ')).toMatch(/^00N1005~/);
    expect(await ask(second, 'SM?CI', licence)).toBe('87');
    second.close();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ transactions: 1005 });
  });
});

test('the training module goes on with the counter of an earlier version', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'module.json');
    await writeFile(file, '{"transactions":42}\n');
    expect(await ask(builtIn(file), 'SM?CQ')).toMatch(/^00N42~/);
  });
});

test.each([
  ['no JSON', '{"trans'],
  ['a key that does not open', '{"transactions":1,"keys":[{"register":1,"payload":"N1~"}]}'],
])('the training module starts afresh from %s', async (_, content) => {
  await inFolder(async (folder) => {
    const file = join(folder, 'module.json');
    await writeFile(file, content);
    expect(await ask(builtIn(file), 'SM?CQ')).toMatch(/^00N1000~/);
  });
});
