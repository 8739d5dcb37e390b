import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A script of the built screen, with what it weighs on the way to a browser. */
export interface Script {
  readonly file: string;
  readonly gzipped: number;
}

/** Everything that has to be there before the first screen runs: the page's scripts and what they import at once. */
export function firstScripts(folder: string): Script[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const waiting = [...page.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/gu)].map(
    ([, file = '']) => file,
  );
  const found = new Map<string, Script>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    found.set(file, { file, gzipped: gzipSync(text).length });
    waiting.push(...importedAtOnce(text).map((other) => join(dirname(file), other)));
  }
  return [...found.values()];
}

/** `import … from "./x.js"`, `import "./x.js"` and `export … from "./x.js"`; not `import("./x.js")`. */
function importedAtOnce(text: string): string[] {
  const statements = /(?:\bfrom|\bimport)\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/gu;
  return [...text.matchAll(statements)].map(([, file = '']) => file);
}
