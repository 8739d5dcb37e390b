import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import english from '../../resources/languages/en.json' with { type: 'json' };

const folder = new URL('../../resources/languages/', import.meta.url);

export type Catalogue = typeof english;

/** What every language is a translation of. */
export { english };

/** Every language there is, read from the folder: code → everything it says. */
export const catalogues: ReadonlyMap<string, Catalogue> = new Map(
  readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => [
      file.slice(0, -'.json'.length),
      // That they have the shape of the English one is what languages.test.ts is about.
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Catalogue,
    ]),
);

/** The languages that are translations. */
export const translations: readonly string[] = [...catalogues.keys()].filter(
  (code) => code !== 'en',
);

/** Dotted key → text. */
export type Texts = ReadonlyMap<string, string>;

export function textsOf(node: object, path: readonly string[] = []): Texts {
  return new Map(
    Object.entries(node).flatMap(([key, child]): (readonly [string, string])[] => {
      const here = [...path, key];
      if (typeof child === 'string') return [[here.join('.'), child]];
      return typeof child === 'object' && child !== null ? [...textsOf(child, here)] : [];
    }),
  );
}

const PLURAL = /_(?:zero|one|two|few|many|other)$/u;

export function isPlural(key: string): boolean {
  return PLURAL.test(key);
}

/** The key without the form of its plural. */
export function stem(key: string): string {
  return key.replace(PLURAL, '');
}
