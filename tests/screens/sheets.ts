import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';

const ON_A_SHEET = 12;
/** Three pictures beside each other. */
const WIDTH = 1980;

/** Puts the pictures of a folder onto sheets: `sheet-<theme>-<size>-<number>.png`. */
export async function makeSheets(browser: Browser, folder: string): Promise<void> {
  const pictures = readdirSync(folder).filter((file) => /-\d+x\d+\.png$/u.test(file));
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 } });
  for (const [kind, files] of byKind(pictures.toSorted())) {
    for (let first = 0; first < files.length; first += ON_A_SHEET) {
      const sheet = join(folder, `sheet-${kind}-${first / ON_A_SHEET + 1}`);
      writeFileSync(`${sheet}.html`, sheetOf(files.slice(first, first + ON_A_SHEET)));
      await page.goto(`file://${sheet}.html`);
      await page.screenshot({ path: `${sheet}.png`, fullPage: true });
    }
  }
  await page.close();
}

function byKind(files: readonly string[]): (readonly [string, readonly string[]])[] {
  const kinds = new Set(files.map(kindOf));
  return [...kinds].map((kind) => [kind, files.filter((file) => kindOf(file) === kind)]);
}

/** `light-1280x800` of `find-light-1280x800.png` */
function kindOf(file: string): string {
  return /(?:light|dark)-\d+x\d+/u.exec(file)?.[0] ?? 'other';
}

function sheetOf(files: readonly string[]): string {
  const figures = files.map(
    (file) => `<figure><img src="${file}" alt=""><figcaption>${file}</figcaption></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; padding: 10px; background: #777; font: 14px sans-serif; color: #fff;
      display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px }
    figure { margin: 0 } img { width: 100%; display: block }
  </style>${figures.join('')}`;
}
