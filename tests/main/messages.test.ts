import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstMessages, messagesIn } from '../../src-main/messages.ts';
import { MAKERS_OWN, STATUS_NAMES } from '../../src-main/module/sts6/status.ts';
import { procedures } from '../../src-shared/contract/procedures.ts';
import { english, translations } from '../languages/catalogues.ts';

/*
 * Whatever the till says no with has a sentence for it. The codes are looked for in the sources, so a
 * new one without a sentence fails here.
 */

const folder = new URL('../../src-main/', import.meta.url).pathname;

/** Why a pasted text holds nothing to work with. */
const GUARDS = ['empty', 'too-long', 'no-guards', 'cut-off', 'several', 'not-ascii'];

/** What stands behind the codes that are put together: the text in the source → the codes it makes. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'set-up.${kind}-shop-exists': ['set-up.training-shop-exists', 'set-up.live-shop-exists'],
  'restore.${kind}-shop-exists': ['restore.training-shop-exists', 'restore.live-shop-exists'],
  'module.${chosen.error}': [
    'module.no-key',
    'module.default-key',
    'module.common-key',
    'module.not-for-algorithm',
    'module.issue-expired',
    'module.not-yet-active',
  ],
  'licence.${certificate.error}': GUARDS.map((problem) => `licence.${problem}`),
  'licence.status.${status}': ['02', '33', '77', '87'].map((status) => `licence.status.${status}`),
  'key-file.${kind}': [...GUARDS, 'no-keys', 'several-modules', 'damaged'].map(
    (problem) => `key-file.${problem}`,
  ),
  'key-file.status.${status}': ['26', '27', '28', '49', '77', '94', 'EE'].map(
    (status) => `key-file.status.${status}`,
  ),
  'price.above-largest-${ask.by}': ['price.above-largest-money', 'price.above-largest-units'],
  'price.${error.code}': [
    'below-fixed-charge',
    'below-debt',
    'below-one-step',
    'below-minimum-sale',
    'above-maximum-sale',
  ].map((code) => `price.${code}`),
  'printer.${reason}': [
    'refused',
    'unreachable',
    'timeout',
    'broken',
    'name',
    'not-found',
    'no-permission',
    'queue',
    'paper-out',
    'cover-open',
    'offline',
  ].map((reason) => `printer.${reason}`),
  'explain.${reason}': [
    'mistyped',
    'no-token',
    'unreadable',
    'key-gone',
    'key-changed',
    'new-key',
    'other-key',
    'expired-key',
    'default-key',
    'no-credit',
    'not-ours',
    'newer-sold',
    'good',
  ].map((reason) => `explain.${reason}`),
  'field.${code}': ['empty', 'length', 'character', 'check-digit', 'iin', 'range', 'expired'].map(
    (code) => `field.${code}`,
  ),
  'module.${error.kind}': ['unplugged', 'silent', 'garbled'].map((kind) => `module.${kind}`),
  'module.status.${error.status}': [...Object.keys(STATUS_NAMES), ...MAKERS_OWN].map(
    (status) => `module.status.${status}`,
  ),
  "module.${reason instanceof LinkClosed ? reason.reason : 'unplugged'}": [
    'module.unplugged',
    'module.not-found',
    'module.port-taken',
    'module.no-permission',
  ],
};

/** Folders whose dotted names are no codes. */
const NO_CODES = ['emulator', 'migrations'];

/** The first words of dotted codes: `sale`, `module` and so on. */
const families = Object.keys(english.errors);

const named = sources(folder).flatMap(codesIn);
const codes = new Set(
  named.flatMap((code) => (code.includes('$') ? (TEMPLATES[code] ?? []) : code)),
);
const messages = firstMessages();

describe('the sentences of the catalogue', () => {
  it('are looked for in all places that name a code', () => {
    const unknown = named.filter((code) => code.includes('$') && !Object.hasOwn(TEMPLATES, code));
    expect(unknown).toEqual([]);
    expect(codes.size).toBeGreaterThan(100);
    for (const code of ['sale.too-large', 'module.licence-used-up', 'ledger.in-use', 'bad-input']) {
      expect(codes).toContain(code);
    }
  });

  it.each([...codes].toSorted())('are there for %s', (code) => {
    const { message, hint } = messages.failure(code, anything(code));
    expect(message === messages.t('errors.unexpected.message')).toBe(code === 'unexpected');
    for (const sentence of [message, hint]) {
      expect(sentence).toMatch(/^[A-Z“].*[.?]$/s);
      expect(sentence).not.toMatch(/\{\{|\}\}|undefined|NaN|Invalid|errors\./);
    }
  });

  it('are not there for what nobody says', () => {
    expect(allCodes().filter((code) => !codes.has(code))).toEqual([]);
  });

  it('have one for what nobody foresaw, and for a code without one', () => {
    expect(messages.failure('unexpected').message).toMatch(/did not foresee/);
    expect(messages.failure('no.such.code')).toMatchObject({
      code: 'no.such.code',
      message: messages.failure('unexpected').message,
    });
  });

  it('leave what people typed alone', () => {
    const { message } = messages.failure('bad-input', { field: '{{code}} <b> $t(errors) & co' });
    expect(message).toContain('{{code}} <b> $t(errors) & co');
  });

  it.each(translations)(
    'have sentences of their own in %s, English standing in for none',
    async (language) => {
      const other = await messagesIn(language, 'XOF');
      const { message } = other.failure('sale.too-large', { largest: 750_000 });
      expect(message).toMatch(/750.?000/);
      expect(message).not.toMatch(/\{\{/);
    },
  );
});

/** A value for each gap of a code's sentences, of the kind its format wants. */
function anything(code: string): Record<string, string | number> {
  const text = JSON.stringify(at(code) ?? null);
  const gaps = [...text.matchAll(/\{\{\s*([\w]+)\s*(?:,\s*(\w+)\s*)?\}\}/g)];
  return Object.fromEntries(
    gaps.map(([, name = '', format]) => [
      name,
      format === 'time' ? '2026-03-02T08:15:30.000Z' : format ? 12_345 : 'X',
    ]),
  );
}

function at(code: string, texts: object = english.errors): unknown {
  return code.split('.').reduce<unknown>((node, key) => {
    return typeof node === 'object' && node !== null
      ? new Map(Object.entries(node)).get(key)
      : undefined;
  }, texts);
}

/** Words of reports and of rows are in the catalogue by their whole names, not below its errors. */
function isNamedElsewhere(code: string): boolean {
  if (code.startsWith('verify.rules') || code.startsWith('reports.')) return true;
  const [group = ''] = code.split('.${');
  return [english, english.audit, english.verify.rules].some(
    (texts) => at(group, texts) !== undefined,
  );
}

/** Every code the catalogue has sentences for. */
function allCodes(node: object = english.errors, path: readonly string[] = []): string[] {
  if ('message' in node && typeof node.message === 'string') return [path.join('.')];
  return Object.entries(node).flatMap(([key, child]) =>
    typeof child === 'object' && child !== null ? allCodes(child, [...path, key]) : [],
  );
}

/** The emulated module is another program: its refusals are statuses. Migrations name columns. */
function sources(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const file = join(path, entry.name);
    if (entry.isDirectory()) return NO_CODES.includes(entry.name) ? [] : sources(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  });
}

/** Every code that a file names: whole, or as a template. Procedures have dotted names as well. */
function codesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/\bwhat: ['`][^'`]+['`]/g, '');
  const dotted = [...text.matchAll(/'([a-z-]+\.[\w.-]+)'|`([a-z-]+\.[^`\n]+)`/g)]
    .map(([, whole, template]) => whole ?? template ?? '')
    .filter((code) => families.includes(code.split('.')[0] ?? ''))
    .filter((code) => !Object.hasOwn(procedures, code) && !/[*<]|\.(?:sqlite|bin)$/.test(code))
    // What the audit trail tells of, and what a ledger is checked for, have names of the same kind; where
    // one is refused with as well, `given` finds it.
    .filter(
      (code) => at(code) !== undefined || Object.hasOwn(TEMPLATES, code) || !isNamedElsewhere(code),
    );
  const given = [
    ...text.matchAll(
      /(?:Refusal|failed|failure)\(\s*(?:[^;'`]+ \? )?'([\w.-]+)'(?: : '([\w.-]+)')?/g,
    ),
  ]
    .flatMap(([, first, second]) => [first, second])
    .filter((code) => code !== undefined);
  return [...dotted, ...given];
}
