import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tariffTerms } from '../../../src-shared/contract/pricing-shapes.ts';
import { chargesDue } from '../../../src-shared/pricing/charges.ts';
import { priceSale } from '../../../src-shared/pricing/price-sale.ts';
import { accepted } from '../results.ts';
import { contextOf } from './contexts.ts';
import { workedExamples } from './worked-examples.ts';

const documented = readFileSync(new URL('../../../docs/pricing.md', import.meta.url), 'utf8');

describe.each(workedExamples)('$utility', ({ utility, source, terms, purchases }) => {
  it('is a tariff that the till takes, and is in the documentation with its source', () => {
    expect(tariffTerms.parse(terms)).toEqual(terms);
    expect(documented).toContain(`| ${utility} |`);
    expect(documented).toContain(`| ${source} |`);
  });

  it('comes out to the cent', () => {
    const now = new Date(2026, 2, 5, 9);
    let month = { steps: 0, freeTaken: false };
    let chargedUntil: Date | null = null;
    for (const { ask, ...expected } of purchases) {
      const standing = { chargedUntil, registeredAt: now, now };
      const due = chargesDue(terms.fixedCharges, standing, () => null);
      const quote = accepted(priceSale(contextOf(terms, ask, { month, due })));
      const lines = quote.lines.map(({ kind, amount, steps }) =>
        steps === null ? [kind, amount] : [kind, amount, steps],
      );
      expect({ paid: quote.paid, steps: quote.steps, lines }).toEqual(expected);
      month = { steps: month.steps + quote.steps, freeTaken: true };
      chargedUntil = now;
    }
  });
});

it('there are examples from at least six countries', () => {
  const countries = ['South Africa', 'Uganda', 'Rwanda', 'Tanzania', 'Senegal', 'Zambia'];
  for (const each of [...countries, 'Zimbabwe', 'Nigeria']) {
    expect(workedExamples.some(({ utility }) => utility.includes(`, ${each},`))).toBe(true);
  }
});
