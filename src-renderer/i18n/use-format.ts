import { useMemo } from 'react';
import { useTill } from '../stores/till.ts';
import { createFormat, type Format } from './format.ts';
import { localeFor } from './languages.ts';

/** Numbers and times in the shop's language and currency. */
export function useFormat(): Format {
  const language = useTill(({ till }) => till?.shop?.language ?? 'en');
  const currency = useTill(({ till }) => till?.shop?.currency ?? 'USD');
  const digits = useTill(({ till }) => till?.currencyDigits ?? 2);
  return useMemo(
    () => createFormat(language, currency, digits, localeFor(language, navigator.languages)),
    [language, currency, digits],
  );
}
