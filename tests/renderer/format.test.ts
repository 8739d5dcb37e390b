import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src-renderer/i18n/format.ts';
import {
  guessedCurrency,
  localeFor,
  preferredLanguage,
} from '../../src-renderer/i18n/languages.ts';

/** Formatters put no-break spaces where a test is easier to read with plain ones. */
const plain = (text: string) => text.replace(/\s/gu, ' ');

describe('amounts on the screen', () => {
  it('are in the currency of the shop, with its decimals', () => {
    const rand = createFormat('en', 'ZAR', 2);
    expect(plain(rand.money(123_456))).toBe('R 1,234.56');
    expect(plain(rand.shortMoney(2_000))).toBe('R 20');
    expect(plain(rand.shortMoney(2_050))).toBe('R 20.50');
    expect(rand.symbol).toBe('R');
    expect(plain(createFormat('en', 'TZS', 0).money(1500))).toMatch(/1,500$/u);
    expect(plain(createFormat('fr', 'EUR', 2).money(123_456))).toBe('1 234,56 \u20ac');
  });

  it('are written as on the slip, with the sign where the language has it', () => {
    expect(plain(createFormat('pt', 'MZN', 2).money(123_456_700))).toBe('1 234 567,00 MZN');
    const french = createFormat('fr', 'ZAR', 2);
    expect(french.symbolLast).toBe(true);
    expect(plain(french.withSymbol('62,50'))).toBe('62,50 R');
    const english = createFormat('en', 'ZAR', 2);
    expect(english.symbolLast).toBe(false);
    expect(plain(english.withSymbol('62.50'))).toBe('R 62.50');
  });

  it('show a price with as many decimals as it has', () => {
    const rand = createFormat('en', 'ZAR', 2);
    expect(plain(rand.price(2_109_500))).toBe('R 2.1095');
    expect(plain(rand.price(2_500_000))).toBe('R 2.50');
  });

  it('give energy one decimal and VAT none it does not need', () => {
    const rand = createFormat('en', 'ZAR', 2);
    expect(rand.units(312)).toBe('31.2');
    expect(rand.units(300)).toBe('30.0');
    expect(rand.percent(1500)).toBe('15%');
    expect(rand.percent(1550)).toBe('15.5%');
  });

  it('say the time of today and the day of other days', () => {
    const rand = createFormat('en-GB', 'ZAR', 2);
    const now = new Date(2026, 10, 14, 15, 0);
    expect(rand.when(new Date(2026, 10, 14, 9, 5).toISOString(), now)).toBe('09:05');
    expect(rand.when(new Date(2026, 10, 13, 9, 5).toISOString(), now)).toBe('13 Nov');
    expect(rand.when(new Date(2024, 10, 13, 9, 5).toISOString(), now)).toBe('13 Nov 2024');
  });
});

describe('the language at first', () => {
  it('is the first of the computer\u2019s that the till speaks', () => {
    expect(preferredLanguage(['de-DE', 'pt-MZ', 'en'])).toBe('pt');
    expect(preferredLanguage(['zu'])).toBe('en');
    expect(preferredLanguage([])).toBe('en');
  });

  it('keeps the user\u2019s own locale for times', () => {
    expect(localeFor('en', ['fr-FR', 'en-ZA'])).toBe('en-ZA');
    expect(localeFor('sw', ['en-ZA'])).toBe('sw');
  });

  it('goes with the currency of the region', () => {
    expect(guessedCurrency('en-ZA')).toBe('ZAR');
    expect(guessedCurrency('sw-TZ')).toBe('TZS');
    expect(guessedCurrency('fr')).toBe('EUR');
    expect(guessedCurrency('pt-MZ')).toBe('MZN');
  });
});
