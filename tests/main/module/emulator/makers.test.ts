import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inFolder } from '../../../conformance/tcp-module.ts';
import { ask, moduleWith, PUBLIC_KEY_DKGA04, profileJson, registerJson } from './wire.ts';

/** Runs a maker to its end. */
async function run(maker: 'licence' | 'key-file', args: readonly string[]) {
  const path = `../../../../src-main/module/emulator/${maker}-cli.ts`;
  const child = spawn(process.execPath, [fileURLToPath(new URL(path, import.meta.url)), ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

const module = ['--module', '94000001'];

describe('npm run licence', () => {
  test('prints a licence that its module takes', async () => {
    const args = [...module, '--transactions', '500', '--expires', '2027-11-30'];
    const { code, stdout } = await run('licence', [
      ...args,
      ...['--warranty', '2028-11-30', '--renewal-month', '11'],
    ]);
    expect(code).toBe(0);
    const certificate = stdout.split('\n').slice(1, -2).join('');
    expect(certificate).toMatch(
      /^EXP20271130;LID[0-9A-F]{8};MID94000001;RNM11;TRN500;WAR20281130;/,
    );
    expect(ask(moduleWith([]), 'SM?CI', certificate).status).toBe('00');
  });

  test.each([
    ['alone', []],
    ['beside a number', ['--transactions', '500']],
  ])('prints an unlimited one: --unlimited %s', async (_, more) => {
    const { stdout } = await run('licence', [
      ...module,
      '--unlimited',
      '--expires',
      '2027-11-30',
      ...more,
    ]);
    // The warranty and the month of renewal follow from the day.
    expect(stdout.replaceAll('\n', '')).toContain(';RNM11;UNL1;WAR20271130;SIG');
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no module', ['--transactions', '1', '--expires', '2027-11-30'], /--module is missing/],
    ['a module of seven digits', ['--module', '9400001'], /--module must be eight digits/],
    ['no transactions', [...module, '--expires', '2027-11-30'], /--transactions is missing/],
    ['none at all', [...module, '--transactions', '0'], /--transactions must be/],
    ['no expiry', [...module, '--transactions', '1'], /--expires is missing/],
    ['a day that is none', [...module, '--unlimited', '--expires', '2027-02-30'], /--expires/],
    [
      'month 13',
      [...module, '--unlimited', '--expires', '2027-01-01', '--renewal-month', '13'],
      /12/,
    ],
    ['an unknown flag', ['--modul', '94000001'], /--modul/],
  ])('refuses %s in one sentence', async (_, args, sentence) => {
    const ended = await run('licence', args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^licence: [^\n]+\n$/);
    expect(ended.stderr).toMatch(sentence);
  });
});

describe('npm run key-file', () => {
  /** Loads what was printed into a module and gives the attributes of a register. */
  function loaded(stdout: string, register: number) {
    const target = moduleWith([registerJson()]);
    for (const line of stdout.trim().split('\n').slice(1, -1)) {
      expect(ask(target, `SM?${line.slice(0, 2)}`, line.slice(3)).status).toBe('00');
    }
    return ask(target, 'SM?GA', `N${register}~`).fields[0];
  }

  test('prints a key file that its module takes', async () => {
    const { code, stdout } = await run('key-file', [
      ...[...module, '--register', '3', '--sgc', '123457', '--krn', '2', '--key-type', '2'],
      ...['--dkga', '2', '--base-date', '1993', '--ken', '200', '--active-from', '2024-01-01'],
      ...['--issued-until', '2027-11-30', '--unit-limit', '1000', '--currency-limit', '5'],
    ]);
    expect(code).toBe(0);
    expect(loaded(stdout, 3)).toBe(
      'PACT20240101000000;BDT1993;CLM5;DKG02;IUT20271130235959;KEN200;KRN2;KTC2;SGC123457;ULM1000',
    );
  });

  test('refreshes the key of a profile, and never shows it', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'profile.json');
      await writeFile(path, JSON.stringify(profileJson([registerJson()])));
      const args = [...module, '--register', '1', '--profile', path];
      const { stdout } = await run('key-file', [...args, '--issued-until', '2100-06-30']);
      expect(loaded(stdout, 1)).toContain('IUT21000630235959;KEN255;KRN1;KTC2;SGC123457;');
      expect(stdout.toLowerCase()).not.toContain(PUBLIC_KEY_DKGA04);
      const none = await run('key-file', [...module, '--register', '2', '--profile', path]);
      expect(none.stderr).toMatch(/has no register 2\n$/);
    });
  });

  const start = [...module, '--register', '3', '--sgc', '123457', '--krn', '2'];

  test.each<[string, readonly string[], RegExp]>([
    ['no register', module, /--register is missing/],
    ['no supply group', [...module, '--register', '3', '--krn', '2'], /--sgc is missing/],
    ['no key revision', [...module, '--register', '3', '--sgc', '123457'], /--krn is missing/],
    ['a base date that is none', [...start, '--base-date', '2000'], /1993, 2014 or 2035/],
    ['a key of a wrong length', [...start, '--key', 'abab'], /--key must be 40 hex digits/],
    [
      'a refresh before the start',
      [...start, '--active-from', '2027-01-01', '--issued-until', '2026-01-01'],
      /must be after/,
    ],
    ['a profile that is not there', [...start, '--profile', 'no.json'], /no such file/],
  ])('refuses %s in one sentence', async (_, args, sentence) => {
    const ended = await run('key-file', args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^key-file: [^\n]+\n$/);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toContain('abab');
  });
});
