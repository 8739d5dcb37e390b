import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeLicence } from '../../../../src-main/module/emulator/licence-maker.ts';
import { type Link, LinkClosed } from '../../../../src-main/module/links/link.ts';
import { openSerialLink } from '../../../../src-main/module/links/serial.ts';
import { Sts6Module } from '../../../../src-main/module/sts6/driver.ts';
import { encodeRequest } from '../../../../src-main/module/sts6/frame.ts';
import { exchange, inFolder, runEmulator, startEmulator } from '../../../conformance/tcp-module.ts';
import { PseudoTerminal } from '../pseudo-terminal.ts';
import { profileJson, readAnswer, registerJson, vendPayload } from './wire.ts';

/** What the emulator does as a device, as a process of its own. */

const CLI = fileURLToPath(new URL('../../../../src-main/module/emulator/cli.ts', import.meta.url));
const json = profileJson([registerJson({ unitLimit: 100 })]);
const VEND = encodeRequest('SM?VC', vendPayload({ amount: 60 }));
const COUNTER = encodeRequest('SM?CQ');
const ATTRIBUTES = encodeRequest('SM?GA', 'N1~');

/** The emulator at a place of its own: where, what else it prints, and how to end it. */
async function started(folder: string, args: readonly string[]) {
  const profile = join(folder, 'profile.json');
  await writeFile(profile, JSON.stringify(json));
  const child = spawn(process.execPath, [CLI, '--profile', profile, ...args]);
  const closed = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  const lines = createInterface(child.stdout);
  const nextPath = async (): Promise<string> => {
    const [line] = await once(lines, 'line');
    return String(line).replace(/^listening on /, '');
  };
  return { child, path: await nextPath(), nextPath, stderr: () => stderr };
}

async function opened(path: string): Promise<Link> {
  const link = await openSerialLink({ path });
  onTestFinished(() => link.close());
  return link;
}

// Windows has no pseudo-terminals that a serial port can be opened on.
describe.skipIf(process.platform === 'win32')('on a pseudo-terminal', () => {
  test('is found at the path it prints, answers a serial port, and ends cleanly', async () => {
    await inFolder(async (folder) => {
      const { child, path } = await started(folder, ['--pty']);
      const driver = new Sts6Module(await opened(path));
      expect(await driver.identify()).toEqual({ moduleId: '94000001', firmwareId: 'STS65V10' });
      expect((await driver.transactionCounter()).transactionsLeft).toBe(1000);
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
    });
  });

  test('paces both directions with --baud', async () => {
    await inFolder(async (folder) => {
      const { path } = await started(folder, ['--pty', '--baud', '4800']);
      const driver = new Sts6Module(await opened(path));
      const start = performance.now();
      await driver.identify();
      // SM?DI and its CRC and CR are 10 bytes, the answer 32.
      expect(performance.now() - start).toBeGreaterThanOrEqual((42 * 10_000) / 4800);
    });
  });

  test('that dies in mid-reply is plugged in anew, and says where', async () => {
    await inFolder(async (folder) => {
      const { path, nextPath, stderr } = await started(folder, [
        '--pty',
        '--faults',
        'dead=1,seed=grave',
      ]);
      const link = await opened(path);
      const again = nextPath();
      const gone = new Promise<Error | undefined>((resolve) => link.onClose(resolve));
      await link.write(Buffer.from(COUNTER));
      expect(await gone).toBeInstanceOf(LinkClosed);
      await opened(await again);
      expect(stderr()).toContain('seed grave');
    });
  });
});

describe.skipIf(process.platform === 'win32')('on a serial port', () => {
  test('answers what comes over the cable', async () => {
    await inFolder(async (folder) => {
      let heard = '';
      let answered = () => {};
      const cable = new PseudoTerminal((bytes) => {
        heard += bytes.toString('latin1');
        if (heard.endsWith('\r')) answered();
      });
      onTestFinished(() => cable.unplug());
      await started(folder, ['--serial', cable.path]);
      await new Promise<void>((resolve) => {
        answered = resolve;
        cable.write(COUNTER);
      });
      expect(readAnswer(heard).fields[0]).toBe('N1000');
    });
  });
});

describe('with --state', () => {
  /** An emulator with this state; stopped the hard way. */
  async function run(state: string, frames: readonly string[]) {
    const emulator = await startEmulator(json, [
      '--state',
      state,
      '--clock',
      '2004-03-01T12:00:00Z',
    ]);
    const responses = await exchange(emulator.port, frames);
    await emulator.stop('SIGKILL');
    return responses.map(readAnswer);
  }

  test('remembers what was spent and loaded, even when it is killed', async () => {
    await inFolder(async (folder) => {
      const state = join(folder, 'state.json');
      const licence = makeLicence({ moduleId: '94000001', transactions: 5, expires: '20041130' });
      const load = encodeRequest('SM?CI', licence);
      const first = await run(state, [VEND, load]);
      expect(first.map(({ status }) => status)).toEqual(['00', '00']);
      const [counter, attributes, vend, again] = await run(state, [
        COUNTER,
        ATTRIBUTES,
        VEND,
        load,
      ]);
      expect(counter?.fields[0]).toBe('N1004');
      expect(attributes?.fields[0]).toContain('ULM40');
      expect(vend?.status).toBe('31');
      expect(again?.status).toBe('87');
    });
  });

  test.each([
    ['no state at all', '{"transactions":', /the state .* is not JSON/],
    [
      'a key that does not open',
      '{"transactions":1,"keys":[{"register":1,"payload":"N1~"}]}',
      /key/,
    ],
  ])('refuses %s and leaves the file alone', async (_, content, sentence) => {
    await inFolder(async (folder) => {
      const state = join(folder, 'state.json');
      const profile = join(folder, 'profile.json');
      await writeFile(state, content);
      await writeFile(profile, JSON.stringify(json));
      const ended = await runEmulator(['--tcp', '0', '--profile', profile, '--state', state]);
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended.stderr).toMatch(/^emulator: [^\n]+\n$/);
      expect(ended.stderr).toMatch(sentence);
      expect(await readFile(state, 'utf8')).toBe(content);
    });
  });

  test('refuses a place where nothing can be written', async () => {
    await inFolder(async (folder) => {
      const profile = join(folder, 'profile.json');
      await writeFile(profile, JSON.stringify(json));
      const ended = await runEmulator([
        ...['--tcp', '0', '--profile', profile],
        ...['--state', join(profile, 'state.json')],
      ]);
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended.stderr).toMatch(/^emulator: the state [^\n]+\n$/);
    });
  });
});

test('with --faults it misbehaves', async () => {
  const emulator = await startEmulator(json, ['--faults', 'status=23@SM?VC']);
  onTestFinished(async () => void (await emulator.stop()));
  const [vend = '', counter = ''] = await exchange(emulator.port, [VEND, COUNTER]);
  expect(readAnswer(vend).status).toBe('23');
  expect(readAnswer(counter).fields[0]).toBe('N1000');
});

test('a serial port that is not there is refused in one sentence', async () => {
  await inFolder(async (folder) => {
    const profile = join(folder, 'profile.json');
    await writeFile(profile, JSON.stringify(json));
    const ended = await runEmulator(['--serial', join(folder, 'tty'), '--profile', profile]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^emulator: the serial port [^\n]+ cannot be opened: [^\n]+\n$/);
  });
});
