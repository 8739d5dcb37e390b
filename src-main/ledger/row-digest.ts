import { hash } from 'node:crypto';

/**
 * SHA-256 of a row that is never changed, 64 hex digits: over its values in the order of its columns, as
 * a JSON array. The audit trail keeps it beside the row's id.
 */
export function rowDigest(values: readonly (string | number | null)[]): string {
  return hash('sha256', JSON.stringify(values));
}
