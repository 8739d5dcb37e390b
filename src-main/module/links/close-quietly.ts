import type { Link } from './link.ts';

/** A link that cannot be closed is gone all the same. */
export async function closeQuietly(link: Link): Promise<void> {
  try {
    await link.close();
  } catch {
    // Nothing is lost: whatever was to be read has been.
  }
}
