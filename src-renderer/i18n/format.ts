import { localeOf } from '../../src-shared/locale.ts';

/** How numbers and times are written, in one language and one currency. */
export interface Format {
  /** Minor units → "R 1 234.00". */
  money(minor: number): string;
  /** The same without decimals where they are zero: for buttons. */
  shortMoney(minor: number): string;
  /** The currency's sign, e.g. "R". */
  readonly symbol: string;
  /** Whether the sign stands behind the amount, as in "100,00 R". */
  readonly symbolLast: boolean;
  /** A typed amount with the currency's sign where it belongs. */
  withSymbol(typed: string): string;
  /** Steps of 0.1 kWh → "31.2". */
  units(steps: number): string;
  /** Ten-thousandths of a minor unit → the price of 1 kWh, "R 2.1090". */
  price(tenThousandths: number): string;
  /** Hundredths of a percent → "15 %". */
  percent(basisPoints: number): string;
  count(value: number): string;
  /** The time if it is today, otherwise the day. */
  when(instant: string, now?: Date): string;
  /** Day and time. */
  moment(instant: string): string;
  /** The day in UTC, as a key's dates are given. */
  keyDate(instant: string): string;
  time(instant: Date): string;
  /** A day in UTC, e.g. `2027-11-30`. */
  day(day: string): string;
  /** The same with its weekday, and without its year. */
  weekday(day: string): string;
  /** The same as short as can be. */
  shortDay(day: string): string;
  /** A month, e.g. `2027-11`, with its year. */
  monthOf(month: string): string;
  /** The same as short as can be. */
  shortMonth(month: string): string;
  /** The name of a month, 1 to 12. */
  month(month: number): string;
}

function signOf(money: Intl.NumberFormat, currency: string): string {
  return money.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
}

function isSignLast(money: Intl.NumberFormat): boolean {
  return money.formatToParts(0).at(-1)?.type === 'currency';
}

/** A formatter is made when it is first used: each takes a while, and the first screen needs few. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Amounts are written as the slip writes them, in the shop's language; times as the user's own locale
 * does. `digits`: decimals of the currency, 0 to 3, as the till says.
 */
export function createFormat(
  language: string,
  currency: string,
  digits: number,
  locale = language,
): Format {
  const number = (options?: Intl.NumberFormatOptions) =>
    once(() => new Intl.NumberFormat(localeOf(language), options));
  const clock = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(locale, options));
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const money = number({ ...style, ...decimals });
  const shortMoney = number({ ...style, ...decimals, trailingZeroDisplay: 'stripIfInteger' });
  // A price per kWh is kept to four decimals more than the currency has; zeros at the end say nothing.
  const price = number({
    ...style,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits + 4,
  });
  const units = number({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = number({ style: 'percent', maximumFractionDigits: 2 });
  const plain = number();
  const time = clock({ hour: '2-digit', minute: '2-digit' });
  const day = clock({ day: 'numeric', month: 'short' });
  const date = clock({ day: 'numeric', month: 'short', year: 'numeric' });
  const month = clock({ month: 'long', timeZone: 'UTC' });
  const keyDate = clock({ dateStyle: 'medium', timeZone: 'UTC' });
  const weekday = clock({ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const shortDay = clock({ day: 'numeric', month: 'short', timeZone: 'UTC' });
  const shortMonth = clock({ month: 'short', year: '2-digit', timeZone: 'UTC' });
  const monthOfYear = clock({ month: 'long', year: 'numeric', timeZone: 'UTC' });
  const moment = clock({ dateStyle: 'medium', timeStyle: 'short' });
  const scale = 10 ** digits;
  return {
    money: (minor) => money().format(minor / scale),
    shortMoney: (minor) => shortMoney().format(minor / scale),
    get symbol() {
      return signOf(money(), currency);
    },
    get symbolLast() {
      return isSignLast(money());
    },
    withSymbol(typed) {
      const sign = signOf(money(), currency);
      return isSignLast(money()) ? `${typed}\u00a0${sign}` : `${sign}\u00a0${typed}`;
    },
    units: (steps) => units().format(steps / 10),
    price: (tenThousandths) => price().format(tenThousandths / 10_000 / scale),
    percent: (basisPoints) => percent().format(basisPoints / 10_000),
    count: (value) => plain().format(value),
    when(instant, now = new Date()) {
      const at = new Date(instant);
      if (at.toDateString() === now.toDateString()) return time().format(at);
      return at.getFullYear() === now.getFullYear() ? day().format(at) : date().format(at);
    },
    moment: (instant) => moment().format(new Date(instant)),
    keyDate: (instant) => keyDate().format(new Date(instant)),
    time: (instant) => time().format(instant),
    day: (text) => keyDate().format(new Date(`${text}T00:00:00Z`)),
    weekday: (text) => weekday().format(new Date(`${text}T00:00:00Z`)),
    shortDay: (text) => shortDay().format(new Date(`${text}T00:00:00Z`)),
    shortMonth: (text) => shortMonth().format(new Date(`${text}-01T00:00:00Z`)),
    monthOf: (text) => monthOfYear().format(new Date(`${text}-01T00:00:00Z`)),
    month: (of) => month().format(new Date(Date.UTC(2000, of - 1))),
  };
}
