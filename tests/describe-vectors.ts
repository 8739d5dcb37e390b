import { describe, it } from 'vitest';

/**
 * Tests over published vectors, as `loadVectors` gives them. Where they are absent, one skipped
 * test says so.
 */
export function describeVectors<Vectors>(
  title: string,
  vectors: Vectors | null,
  body: (vectors: Vectors) => void,
): void {
  if (vectors === null) {
    it.skip(`${title}: ../shared/vectors is not on this machine`);
    return;
  }
  describe(title, () => body(vectors));
}
