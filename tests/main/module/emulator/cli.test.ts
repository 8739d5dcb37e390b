import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseCliOptions } from '../../../../src-main/module/emulator/cli-options.ts';
import { encodeRequest } from '../../../../src-main/module/sts6/frame.ts';
import { exchange, inFolder, runEmulator, startEmulator } from '../../../conformance/tcp-module.ts';
import {
  PUBLIC_KEY_DKGA04,
  profileJson,
  readAnswer,
  registerJson,
  tokenOf,
  vendPayload,
} from './wire.ts';

const json = profileJson([registerJson()]);

/** An emulator that is gone after the test, however the test ends. */
async function startedEmulator(args: readonly string[] = []) {
  const emulator = await startEmulator(json, args);
  onTestFinished(async () => void (await emulator.stop()));
  return emulator;
}

/** One sentence on stderr, exit code 2, nothing on stdout. */
function expectRefusal(ended: Awaited<ReturnType<typeof runEmulator>>, sentence: RegExp): void {
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toMatch(/^emulator: [^\n]+\n$/);
  expect(ended.stderr).toMatch(sentence);
}

describe('a running emulator', () => {
  test('prints where it listens as its first line, and ends cleanly on SIGTERM', async () => {
    const emulator = await startedEmulator();
    expect(emulator.firstLine).toMatch(/^listening on 127\.0\.0\.1:[1-9]\d*$/);
    expect(await emulator.stop('SIGTERM')).toBe(0);
  });

  test('ends cleanly on SIGINT, with a client still connected', async () => {
    const emulator = await startedEmulator();
    await exchange(emulator.port, [encodeRequest('SM?DI')]);
    expect(await emulator.stop('SIGINT')).toBe(0);
  });

  // Windows has no signals, and there npm is a script that only a shell starts.
  test.skipIf(process.platform === 'win32')('ends when the npm that started it ends', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'profile.json');
      await writeFile(path, JSON.stringify(json));
      const args = ['run', '-s', 'emulator', '--', '--tcp', '0', '--profile', path];
      const npm = spawn('npm', args, { stdio: ['ignore', 'pipe', 'ignore'] });
      await once(createInterface(npm.stdout), 'line');
      npm.kill('SIGTERM');
      // Its output closes when the last process that holds it is gone.
      await once(npm, 'close');
    });
  });

  test('serves several clients at once from one counter', async () => {
    const emulator = await startedEmulator();
    const vend = encodeRequest('SM?VC', vendPayload());
    const clients = [1, 2, 3, 4].map(() => exchange(emulator.port, Array(5).fill(vend)));
    const responses = (await Promise.all(clients)).flat();
    expect(responses.map((response) => readAnswer(response).status)).toEqual(Array(20).fill('00'));
    const [counter = ''] = await exchange(emulator.port, [encodeRequest('SM?CQ')]);
    expect(readAnswer(counter).fields[0]).toBe('N980');
  });

  test('takes frames in pieces, and several in one', async () => {
    const emulator = await startedEmulator();
    const echo = encodeRequest('GL?EC', '0000512345');
    const split = [encodeRequest('GL?RS') + echo.slice(0, 6), echo.slice(6)];
    const responses = await exchange(emulator.port, split);
    expect(readAnswer(responses[0] ?? '').command).toBe('GL?RS');
    expect(readAnswer(responses[1] ?? '')).toMatchObject({ command: 'GL?EC', status: '00' });
  });

  test('starts its clock where it is told to, and lets it run', async () => {
    const emulator = await startedEmulator(['--clock', '2004-03-01T13:00:00Z']);
    const [clock = ''] = await exchange(emulator.port, [encodeRequest('SM?QD')]);
    expect(readAnswer(clock).fields[0]).toMatch(/^D2004030113\d{4}$/);
  });

  test('gives the same tokens again for the same seed', async () => {
    const vend = encodeRequest('SM?VC', vendPayload());
    const tokensFor = async (seed: string) => {
      const emulator = await startedEmulator(['--seed', seed]);
      const responses = await exchange(emulator.port, Array(8).fill(vend));
      return responses.map((response) => tokenOf(readAnswer(response)));
    };
    const [first, again, other] = [
      await tokensFor('a'),
      await tokensFor('a'),
      await tokensFor('b'),
    ];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(1);
  });
});

describe('refuses with one sentence and code 2', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['an unknown flag', ['--tpc', '0'], /--tpc/],
    ['a profile that is not there', ['--tcp', '0', '--profile', 'no/such.json'], /no such file/],
  ])('%s', async (_, args, sentence) => {
    expectRefusal(await runEmulator(args), sentence);
  });

  test('a folder for a profile', async () => {
    await inFolder(async (folder) => {
      await mkdir(join(folder, 'profile'));
      const args = ['--tcp', '0', '--profile', join(folder, 'profile')];
      expectRefusal(await runEmulator(args), /it is a folder/);
    });
  });

  test.each<[string, string, RegExp]>([
    ['no JSON at all', `{ "vendingKey": "${PUBLIC_KEY_DKGA04}" oops`, /is not JSON/],
    ['an empty file', '', /is not JSON/],
    [
      'a wrong field',
      JSON.stringify(profileJson([registerJson({ vendingKey: `${PUBLIC_KEY_DKGA04}00` })])),
      /registers\[0\]\.vendingKey must be 40 hex digits/,
    ],
  ])('a profile with %s, without showing a key', async (_, content, sentence) => {
    await inFolder(async (folder) => {
      const path = join(folder, 'profile.json');
      await writeFile(path, content);
      const ended = await runEmulator(['--tcp', '0', '--profile', path]);
      expectRefusal(ended, sentence);
      expect(ended.stderr).not.toContain('abab');
    });
  });

  test('a port that is taken', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await inFolder(async (folder) => {
      const path = join(folder, 'profile.json');
      await writeFile(path, JSON.stringify(json));
      const ended = await runEmulator(['--tcp', String(port), '--profile', path]);
      expectRefusal(ended, new RegExp(`port ${port} is taken`));
    });
    server.close();
  });
});

test('--help prints how it is used', async () => {
  const ended = await runEmulator(['--help']);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toContain('--profile FILE');
});

describe('a command line', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no place', ['--profile', 'x.json'], /--tcp PORT, --pty or --serial PATH is missing/],
    ['two places', ['--tcp', '0', '--pty', '--profile', 'x.json'], /only one of/],
    ['a serial port without a name', ['--serial', '', '--profile', 'x.json'], /--serial/],
    ['a baud rate that is too low', ['--pty', '--profile', 'x', '--baud', '299'], /300 to 115200/],
    ['a baud rate in words', ['--pty', '--profile', 'x', '--baud', 'fast'], /300 to 115200/],
    ['a fault that is none', ['--pty', '--profile', 'x', '--faults', 'flop=1'], /--faults.*flop/],
    [
      'a file of faults that is not there',
      ['--pty', '--profile', 'x', '--faults', 'no.json'],
      /no such/,
    ],
    ['no profile', ['--tcp', '0'], /--profile FILE is missing/],
    ['an unknown flag', ['--tpc', '0'], /--tpc/],
    ['a flag without its value', ['--tcp'], /--tcp/],
    ['something that is no flag', ['5100'], /5100/],
    ['a port that is none', ['--tcp', '70000', '--profile', 'x'], /0 to 65535/],
    ['a negative port', ['--tcp=-1', '--profile', 'x'], /0 to 65535/],
    ['an RND of five bits', ['--tcp', '0', '--profile', 'x', '--rnd', '16'], /0 to 15/],
    ['an empty RND', ['--tcp', '0', '--profile', 'x', '--rnd', ''], /0 to 15/],
    [
      'a clock without a zone',
      ['--tcp', '0', '--profile', 'x', '--clock', '2004-03-01'],
      /--clock/,
    ],
    ['a month 13', ['--tcp', '0', '--profile', 'x', '--clock', '2004-13-01T00:00Z'], /--clock/],
  ])('with %s is refused in one sentence', (_, args, sentence) => {
    const parsed = parseCliOptions(args);
    expect(parsed).toEqual({ ok: false, error: expect.stringMatching(sentence) });
    expect(parsed).toEqual({ ok: false, error: expect.not.stringContaining('\n') });
  });

  test('with everything on it', () => {
    const args = ['--tcp', '5100', '--profile', 'x.json', '--rnd', '5', '--seed', 'a'];
    const more = ['--baud', '9600', '--state', 's.json', '--faults', 'flip=0.5,seed=b'];
    const parsed = parseCliOptions([...args, ...more, '--clock', '2004-03-01T15:00:00+02:00']);
    expect(parsed).toEqual({
      ok: true,
      value: {
        place: { kind: 'tcp', port: 5100 },
        baud: 9600,
        profilePath: 'x.json',
        statePath: 's.json',
        faults: expect.objectContaining({ seed: 'b' }),
        clock: new Date('2004-03-01T13:00:00Z'),
        rnd: 5,
        seed: 'a',
      },
    });
  });

  test.each([
    [['--pty'], { kind: 'pty' }],
    [['--serial', 'COM3'], { kind: 'serial', path: 'COM3' }],
  ])('with %j', (args, place) => {
    expect(parseCliOptions([...args, '--profile', 'x.json'])).toMatchObject({
      ok: true,
      value: { place, baud: null, statePath: null, faults: null },
    });
  });
});
