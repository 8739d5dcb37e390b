/** The value below which `share` of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** One figure of a benchmark, with the bound it has to keep. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Where the figure is promised: at most, or at least, this. */
  readonly bound?: { readonly kind: 'at most' | 'at least'; readonly value: number };
}

export function isKept(figure: Figure): boolean {
  const { bound, value } = figure;
  if (!bound) return true;
  return bound.kind === 'at most' ? value <= bound.value : value >= bound.value;
}
