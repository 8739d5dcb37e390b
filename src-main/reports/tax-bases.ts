import { z } from 'zod';
import type { QuoteLine } from '../../src-shared/contract/pricing-shapes.ts';

const keptTaxes = z.array(z.object({ on: z.array(z.string()) }));

/** What taxes were charged on. Sales say it; of those from before they did, the tariff's version does. */
export class TaxBases {
  readonly #known = new Map<string, readonly (readonly string[])[]>();

  /**
   * What each line of a sale was charged on, without tax, minor units; 0 where it is no tax.
   *
   * @param taxes those of the version that it was sold at, as JSON: its tax lines are in their order
   */
  of(lines: readonly QuoteLine[], taxes: string): number[] {
    const parts = this.#partsOf(taxes);
    let nth = 0;
    return lines.map(({ kind, base }) => {
      if (kind !== 'tax') return 0;
      const on = parts[nth] ?? [];
      nth += 1;
      if (base !== null) return base;
      return lines.reduce((sum, line) => sum + (on.includes(line.kind) ? line.amount : 0), 0);
    });
  }

  #partsOf(taxes: string): readonly (readonly string[])[] {
    const known = this.#known.get(taxes);
    if (known) return known;
    const parts = keptTaxes.parse(JSON.parse(taxes)).map(({ on }) => on);
    this.#known.set(taxes, parts);
    return parts;
  }
}
