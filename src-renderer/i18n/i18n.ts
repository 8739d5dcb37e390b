import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { screen } from '../../resources/languages/en.json';
import type { Language } from '../../src-shared/contract/shapes.ts';
import { localeOf } from '../../src-shared/locale.ts';
import { markDecimalsWith } from '../helpers/decimal.ts';

/** Languages other than English are fetched when they are chosen; one that is missing is English. */
const others = import.meta.glob<typeof screen | undefined>(
  ['../../resources/languages/*.json', '!../../resources/languages/en.json'],
  { import: 'screen' },
);

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'screen',
  ns: ['screen'],
  resources: { en: { screen } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Switches the screen to a language. */
export async function speak(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, 'screen')) {
    const texts = await others[`../../resources/languages/${language}.json`]?.();
    if (texts) i18n.addResourceBundle(language, 'screen', texts);
  }
  document.documentElement.lang = language;
  const half = new Intl.NumberFormat(localeOf(language)).formatToParts(0.5);
  markDecimalsWith(half.some(({ value }) => value === ',') ? ',' : '.');
  await i18n.changeLanguage(language);
}
