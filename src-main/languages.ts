import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import english from '../resources/languages/en.json' with { type: 'json' };
import type { Language } from '../src-shared/contract/shapes.ts';
import { Refusal } from './refusal.ts';

/*
 * The languages of the till are the files in resources/languages: to add one, put its file there. The
 * screen finds them when it is built (i18n/languages.ts), the till when it runs.
 */

/** Beside this file as it is written, and one folder deeper or two in the built program. */
const PLACES = ['../resources', '../../resources', '../../../resources'];

let folder: URL | undefined;

function languageFolder(): URL {
  folder ??= PLACES.map((place) => new URL(`${place}/languages/`, import.meta.url)).find((place) =>
    existsSync(place),
  );
  if (!folder) throw new Error('the program has no languages');
  return folder;
}

/** The languages there are, e.g. `en`, `fr`. */
export function languageCodes(): Language[] {
  return readdirSync(languageFolder()).flatMap((file) =>
    file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : [],
  );
}

/** @throws Refusal `bad-input` where the till does not speak it */
export function mustSpeak(language: Language): void {
  if (!languageCodes().includes(language)) throw new Refusal('bad-input', { field: 'language' });
}

/** Everything the till says in a language; English for one that is not there any more. */
export async function textsIn(language: Language): Promise<object> {
  if (language === 'en' || !languageCodes().includes(language)) return english;
  const file = new URL(`${language}.json`, languageFolder());
  const texts: unknown = JSON.parse(await readFile(file, 'utf8'));
  return typeof texts === 'object' && texts !== null ? texts : english;
}
