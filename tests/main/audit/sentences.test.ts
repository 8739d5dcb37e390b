import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogues, english } from '../../languages/catalogues.ts';

/*
 * Whatever is written into the audit trail can be read in words. The names are looked for in the
 * sources, so a new one without a sentence fails here.
 */

const folder = new URL('../../../src-main/', import.meta.url).pathname;

/** What stands behind the names that are put together. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  'deposit.${kind}-${counts}': ['top-up', 'correction', 'sold'].flatMap((kind) =>
    ['money', 'steps'].map((counts) => `deposit.${kind}-${counts}`),
  ),
  'deposit.set-${counts}${stops}': ['off', 'money', 'money-stops', 'steps', 'steps-stops'].map(
    (set) => `deposit.set-${set}`,
  ),
};

const texts = sources(folder).map((file) => readFileSync(file, 'utf8'));
const found = texts.flatMap(namesIn);
const names = [...new Set(found.flatMap((name) => TEMPLATES[name] ?? name))].toSorted();

describe('the sentences of the audit trail', () => {
  it('are looked for in all places that write into it', () => {
    expect(found.filter((name) => name.includes('$') && !Object.hasOwn(TEMPLATES, name))).toEqual(
      [],
    );
    for (const name of ['sale.issued', 'people.signed-in', 'key.loaded', 'tariff.changed']) {
      expect(names).toContain(name);
    }
    expect(names.length).toBeGreaterThan(50);
  });

  it.each(names)('are there in every language for %s', (name) => {
    for (const [language, { audit }] of catalogues) {
      expect(at(audit, name), language).toEqual(expect.stringMatching(/\S/));
    }
  });

  it('are not there for what nobody writes', () => {
    const written = texts.join('\n');
    const unused = leaves(english.audit).filter(
      (name) => !names.includes(name) && !written.includes(`'${name}'`),
    );
    expect(unused).toEqual([]);
  });
});

/** After `what:` or `what =`, in a table of them, or handed to what writes them. */
function namesIn(text: string): string[] {
  const places = [
    ...text.matchAll(/\bwhat(?::|\s=)\s[^;]*?(?=,\s*\.{3}|,\n|;|,\s\w+[,:])/g),
    ...text.matchAll(/\bWHAT\b[^;]*;/g),
    ...text.matchAll(/#(?:tell|note)\(\s*['`][^'`]+['`]/g),
  ].map(([place]) => place);
  return places
    .flatMap((place) => [...place.matchAll(/['`]([a-z-]+\.[a-z$][^'`\s]*)['`]/g)])
    .flatMap(([, name]) => (name === undefined ? [] : [name]));
}

function at(node: unknown, name: string): unknown {
  return name.split('.').reduce<unknown>((here, key) => {
    return typeof here === 'object' && here !== null
      ? new Map(Object.entries(here)).get(key)
      : undefined;
  }, node);
}

function leaves(node: object, path: readonly string[] = []): string[] {
  return Object.entries(node).flatMap(([key, child]) =>
    typeof child === 'object' && child !== null
      ? leaves(child, [...path, key])
      : [[...path, key].join('.')],
  );
}

function sources(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const file = join(path, entry.name);
    if (entry.isDirectory()) return entry.name === 'emulator' ? [] : sources(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  });
}
