import i18next, { type i18n } from 'i18next';
import english from '../resources/languages/en.json' with { type: 'json' };
import type { Failure } from '../src-shared/contract/failure.ts';
import type { Language } from '../src-shared/contract/shapes.ts';
import { localeOf } from '../src-shared/locale.ts';
import { textsIn } from './languages.ts';

/** Looks a sentence up, e.g. `receipt.meter`, and fills `{{name}}` in. */
export type Translate = (key: string, detail?: Readonly<Record<string, unknown>>) => string;

/** The catalogue of messages in one language; English stands in for what it lacks. */
export interface Messages {
  readonly t: Translate;
  /** The sentences of a code of `errors.*`. A code without a sentence gets the one for the unforeseen. */
  failure(code: string, detail?: Failure['detail']): Failure;
}

/** @param currency ISO 4217, for amounts in sentences (`{{least, money}}`, in minor units) */
export async function messagesIn(language: Language, currency: string): Promise<Messages> {
  return speak(language, await textsIn(language), currency);
}

/** Before there is a shop. */
export function firstMessages(): Messages {
  return speak('en', english, 'USD');
}

function speak(language: Language, catalogue: object, currency: string): Messages {
  const texts = i18next.createInstance();
  void texts.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    // Slips and screens escape for themselves; a name with an ampersand must stay one.
    interpolation: { escapeValue: false },
    resources: { en: { translation: english }, [language]: { translation: catalogue } },
  });
  addFormats(texts, localeOf(language), currency);
  const plain = new Map<string, string>();
  const t: Translate = (key, detail) => {
    if (detail) return texts.t(key, { ...detail });
    // The labels of every slip: looked up once.
    const text = plain.get(key) ?? texts.t(key);
    plain.set(key, text);
    return text;
  };
  return {
    t,
    failure(code, detail = {}) {
      const sentences = texts.exists(`errors.${code}.message`) ? code : 'unexpected';
      const message = t(`errors.${sentences}.message`, detail);
      // One of several meters that are paid for together.
      const { atMeter } = detail;
      return {
        code,
        message:
          atMeter === undefined ? message : t('together.at-meter', { meter: atMeter, message }),
        hint: t(`errors.${sentences}.hint`, detail),
        detail,
      };
    },
  };
}

/** `{{x, money}}` in minor units, `{{x, energy}}` in steps of 0.1 kWh, `{{x, time}}` as ISO 8601, `{{x, term}}`. */
function addFormats(texts: i18n, locale: string, currency: string): void {
  const formats = texts.services.formatter;
  formats?.add('money', (value) => {
    const format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    });
    return format.format(
      Number(value) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2),
    );
  });
  formats?.add('energy', (value) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).format(Number(value) / 10),
  );
  // A word the till keeps, such as a role, as people say it.
  formats?.add('term', (value) => texts.t(`audit-terms.${String(value)}`));
  formats?.add('time', (value) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
      new Date(String(value)),
    ),
  );
}
