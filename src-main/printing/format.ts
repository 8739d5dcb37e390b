import type { Language } from '../../src-shared/contract/shapes.ts';
import { localeOf } from '../../src-shared/locale.ts';
import { isCodePage850, plainText } from './characters.ts';

/** The numbers and dates of one shop, as they stand on its slips. */
export interface SlipFormat {
  /** Minor units of the currency → e.g. `R 50.00`. */
  money(minor: number): string;
  /** Hundredths of a percent → e.g. `15%`. */
  percent(basisPoints: number): string;
  /** Steps of 0.1 kWh → e.g. `23.7`, always with one decimal. */
  energy(steps: number): string;
  /** A whole number → with its usual grouping. */
  count(number: number): string;
  /** A day, `2027-11-30` → as people write it. */
  day(day: string): string;
  /** Ten-thousandths of a minor unit → the price of a whole unit, e.g. `R 2.109`. */
  price(tenThousandths: number): string;
  /** An ISO 8601 instant → date and time of day in the shop's time zone. */
  time(instant: string): string;
}

const PRICE_DECIMALS = 4;
/** Ten-thousandths. */
const PRICE_SCALE = 10_000;

interface FormatFacts {
  readonly language: Language;
  /** ISO 4217. */
  readonly currency: string;
  /** Digits after the decimal point of the currency, 0 to 3. */
  readonly currencyDigits: number;
  /** IANA name, e.g. `Africa/Johannesburg`. */
  readonly timeZone: string;
}

/** A shop has one; making the formats of Intl anew takes longer than the rest of a slip. */
const made = new Map<string, SlipFormat>();

/** Throws a RangeError for a currency code or a time zone that does not exist. */
export function slipFormat(facts: FormatFacts): SlipFormat {
  const { language, currency, currencyDigits, timeZone } = facts;
  const key = [language, currency, currencyDigits, timeZone].join(' ');
  const format = made.get(key) ?? makeFormat(facts);
  made.set(key, format);
  return format;
}

function makeFormat(facts: FormatFacts): SlipFormat {
  const locale = localeOf(facts.language);
  const money = moneyFormat(locale, facts.currency, facts.currencyDigits, 0);
  // A price is kept to four decimals more than the currency has; zeros at the end say nothing.
  const price = moneyFormat(locale, facts.currency, facts.currencyDigits, PRICE_DECIMALS);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const energy = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const time = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: facts.timeZone,
  });
  const timeOfMinute = lastOnly((minute: string) => plainText(time.format(new Date(`${minute}Z`))));
  return {
    money: (minor) => plainText(money.format(minor / 10 ** facts.currencyDigits)),
    percent: lastOnly((basisPoints: number) => plainText(percent.format(basisPoints / 10_000))),
    energy: (steps) => plainText(energy.format(steps / 10)),
    count: (number) => plainText(new Intl.NumberFormat(locale).format(number)),
    day: (text) =>
      plainText(
        new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
          new Date(text),
        ),
      ),
    price: lastOnly((tenThousandths: number) =>
      plainText(price.format(tenThousandths / PRICE_SCALE / 10 ** facts.currencyDigits)),
    ),
    time: (instant) => timeOfMinute(instant.slice(0, MINUTE)),
  };
}

/** The currency's symbol where every receipt printer has it (R, $, F CFA), otherwise its code. */
function moneyFormat(
  locale: string,
  currency: string,
  digits: number,
  /** Decimals beyond those of the currency, where they are not zero. */
  more: number,
): Intl.NumberFormat {
  const format = (currencyDisplay: 'narrowSymbol' | 'code') =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits + more,
    });
  const short = format('narrowSymbol');
  const symbol = short.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency;
  return Array.from(plainText(symbol)).every(isCodePage850) ? short : format('code');
}

/** Digits in groups of four from the left, as meter numbers and tokens are read out: `0712 3456 788`. */
export function groupsOfFour(digits: string): string[] {
  return digits.match(/.{1,4}/g) ?? [];
}

/** Length of an ISO 8601 instant up to its minute: slips show no seconds. */
const MINUTE = 'YYYY-MM-DDThh:mm'.length;

/** Remembers the last answer: one sale's slip has the minute and the tax rate of the one before. */
function lastOnly<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
