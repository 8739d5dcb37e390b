import type { Language } from './contract/shapes.ts';

/**
 * Whose habits of writing numbers and dates a language follows. English puts the day before the month; Portuguese
 * is that of Portugal and Africa, since plain `pt` means Brazil to Intl. Every other language means itself.
 */
const LOCALES: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  pt: 'pt-PT',
};

/** The locale for Intl, the same on the screen, in messages and on paper. */
export function localeOf(language: Language): string {
  return LOCALES[language] ?? language;
}
