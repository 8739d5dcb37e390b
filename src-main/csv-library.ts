import { createRequire } from 'node:module';

type Papaparse = typeof import('papaparse');

let loaded: Papaparse | null = null;

/** Loaded with the first file that is read or written: no start has to wait for it. */
export function papaparse(): Papaparse {
  if (loaded !== null) return loaded;
  const library: Papaparse = createRequire(import.meta.url)('papaparse');
  loaded = library;
  return library;
}
