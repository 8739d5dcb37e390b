import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CounterClient } from '../counter-client.ts';
import { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';

/* The till as its own process: two on one ledger, and one in which something happens nobody foresaw. */

const START = fileURLToPath(new URL('../../../src-main/start.ts', import.meta.url));
const THROWS = new URL('throw-on-signal.ts', import.meta.url).href;

// `npm start` builds the screen where it is out of date.
vi.setConfig({ testTimeout: 90_000 });

let shop: TrainingShop;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** `npm start -- --counter` on a folder. */
async function counterOn(folder: string) {
  const child = spawn(
    process.execPath,
    ['--import', THROWS, START, '--counter', '--data', folder],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  running.push(child);
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const [url] = await once(createInterface(child.stdout), 'line');
  const client = await CounterClient.open(String(url));
  return { child, client, complaints: () => said };
}

describe('two tills on one ledger', () => {
  it('the second says so and sells nothing; once the first is closed it opens', async () => {
    const folder = await shop.copy();
    const first = await counterOn(folder);
    expect(await first.client.call('till.state', {})).toMatchObject({ ok: true });
    const second = await counterOn(folder);
    for (let again = 0; again < 2; again += 1) {
      expect(await second.client.call('till.state', {})).toMatchObject({
        ok: false,
        error: { code: 'ledger.in-use' },
      });
    }
    expect(await first.client.call('meters.recent', { limit: 5 })).toMatchObject({ ok: true });
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
    expect(await second.client.call('till.state', {})).toMatchObject({
      ok: true,
      value: { stage: 'open' },
    });
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
    await rm(folder, { recursive: true });
  });
});

describe.skipIf(process.platform !== 'linux')('what nobody foresaw', () => {
  it.each([
    ['an exception', 'SIGUSR2', 'nobody foresaw this'],
    ['a rejection', 'SIGPWR', 'nobody waited for this'],
  ] as const)('ends the program in order: %s', async (_, signal, reason) => {
    const folder = await shop.copy();
    const { child, client, complaints } = await counterOn(folder);
    expect(await client.call('till.state', {})).toMatchObject({ ok: true });
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(complaints()).toContain('Something went wrong that the till did not foresee');
    expect(await readFile(join(folder, 'till.log'), 'utf8')).toContain(reason);
    // The ledger was closed, and opens as if nothing had been.
    expect(existsSync(join(folder, 'training.sqlite-wal'))).toBe(false);
    const till = await TestTill.open({ folder });
    expect((await till.call('till.state', {})).stage).toBe('open');
    await till.close();
  });
});
