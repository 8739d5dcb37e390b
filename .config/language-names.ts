import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const ASKED = '.json?name';

/** `fr.json?name` is what a language calls itself, without the rest of its texts. */
export function languageNames(): Plugin {
  return {
    name: 'language-names',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith(ASKED)) return null;
      const texts: unknown = JSON.parse(readFileSync(id.slice(0, -'?name'.length), 'utf8'));
      if (typeof texts !== 'object' || texts === null || !('name' in texts)) {
        throw new Error(`${id} does not say what the language is called`);
      }
      return { code: `export const name = ${JSON.stringify(texts.name)};`, moduleType: 'js' };
    },
  };
}
