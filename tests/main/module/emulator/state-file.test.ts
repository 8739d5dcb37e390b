import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readState, writeState } from '../../../../src-main/module/emulator/state-file.ts';
import { inFolder } from '../../../conformance/tcp-module.ts';
import { ask, moduleWith, registerJson, vendPayload } from './wire.ts';

const MODULE = '94000001';

function worn() {
  const module = moduleWith([registerJson({ unitLimit: 100 })]);
  ask(module, 'SM?VC', vendPayload());
  return module.memory;
}

describe('a state file', () => {
  test('gives back what was written', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'new', 'state.json');
      writeState(path, worn(), true);
      writeState(path, worn(), false);
      expect(readState(path, MODULE)).toEqual({ ok: true, value: worn() });
      expect(await readdir(join(folder, 'new'))).toEqual(['state.json']);
    });
  });

  test.skipIf(process.platform === 'win32')('is for its owner alone', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'state.json');
      writeState(path, worn(), true);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    });
  });

  test('that is not there is a new module', () => {
    expect(readState('no/such/file', MODULE)).toEqual({ ok: true, value: null });
  });

  test('of an earlier version has the counter alone', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'state.json');
      await writeFile(path, '{"transactions":42}\n');
      const state = readState(path, MODULE);
      expect(state).toMatchObject({ ok: true, value: { transactions: 42, moduleId: MODULE } });
    });
  });

  test('that cannot be written leaves what was there', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'state.json');
      await mkdir(`${path}.new`);
      await writeFile(path, '{"transactions":42}');
      expect(() => writeState(path, worn(), true)).toThrow();
      expect(await readFile(path, 'utf8')).toBe('{"transactions":42}');
    });
  });

  test.each([
    ['', /is not JSON/],
    ['{"transactions":4', /is not JSON/],
    ['[]', /damaged/],
    ['null', /damaged/],
    ['{}', /damaged/],
    ['{"transactions":-1}', /damaged/],
    ['{"transactions":1,"log":["ü"]}', /damaged/],
    ['{"transactions":1,"expires":"20270230"}', /damaged/],
    ['{"transactions":1,"moduleId":"94000002"}', /belongs to module 94000002/],
  ])('%s is refused in one sentence', async (content, sentence) => {
    await inFolder(async (folder) => {
      const path = join(folder, 'state.json');
      await writeFile(path, content);
      expect(readState(path, MODULE)).toEqual({
        ok: false,
        error: expect.stringMatching(sentence),
      });
    });
  });

  test('cut off anywhere is refused', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'state.json');
      writeState(path, worn(), false);
      const whole = (await readFile(path, 'utf8')).trimEnd();
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
          await writeFile(path, whole.slice(0, length));
          expect(readState(path, MODULE).ok).toBe(false);
        }),
        { numRuns: 30 },
      );
    });
  });
});
