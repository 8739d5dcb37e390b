import type { Language } from '../../src-shared/contract/shapes.ts';

/** `?name`: a module of its own for each name, so that the screen does not start with all the texts. */
const names = import.meta.glob<string>('../../resources/languages/*.json', {
  query: '?name',
  import: 'name',
  eager: true,
});

/** The languages of the till, by their own names: a person looks for the word they know. */
export const languages: readonly { readonly code: Language; readonly name: string }[] =
  Object.entries(names).map(([file, name]) => ({
    code: file.slice(file.lastIndexOf('/') + 1, -'.json'.length),
    name,
  }));

/** The first of the browser's languages that the till speaks; English if it speaks none. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const known =
      languages.find(({ code }) => code === tag) ??
      languages.find(({ code }) => code === languageOf(tag));
    if (known) return known.code;
  }
  return 'en';
}

/** The locale for numbers and dates: the user's own where it is in the shop's language. */
export function localeFor(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => languageOf(tag) === languageOf(language)) ?? language;
}

/** `pt-MZ` → `pt` */
function languageOf(tag: string): string {
  return tag.split('-', 1)[0]?.toLowerCase() ?? '';
}

/** Where a region's currency is a safe guess. Only a default: the list has every currency. */
const currencies: Readonly<Record<string, string>> = {
  AO: 'AOA',
  BI: 'BIF',
  BJ: 'XOF',
  BR: 'BRL',
  BW: 'BWP',
  CD: 'CDF',
  CI: 'XOF',
  CM: 'XAF',
  ET: 'ETB',
  GA: 'XAF',
  GB: 'GBP',
  GH: 'GHS',
  GM: 'GMD',
  GN: 'GNF',
  IN: 'INR',
  KE: 'KES',
  LR: 'LRD',
  LS: 'LSL',
  MG: 'MGA',
  ML: 'XOF',
  MU: 'MUR',
  MW: 'MWK',
  MZ: 'MZN',
  NA: 'NAD',
  NG: 'NGN',
  RW: 'RWF',
  SL: 'SLE',
  SN: 'XOF',
  SZ: 'SZL',
  TG: 'XOF',
  TZ: 'TZS',
  UG: 'UGX',
  US: 'USD',
  ZA: 'ZAR',
  ZM: 'ZMW',
  ZW: 'ZWG',
};
const euro = ['AT', 'BE', 'DE', 'ES', 'FI', 'FR', 'IE', 'IT', 'LU', 'NL', 'PT'];

/** The currency of the region a locale names or implies; rand where it says nothing. */
export function guessedCurrency(locale: string): string {
  const region = new Intl.Locale(locale).maximize().region ?? '';
  return euro.includes(region) ? 'EUR' : (currencies[region] ?? 'ZAR');
}
