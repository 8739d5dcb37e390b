import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../../node_modules/electron', import.meta.url));

/** The Electron that the window tests run: the one that is named, or the one of the package. */
export function electronBinary(): string {
  const note = join(PACKAGE, 'path.txt');
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron';
  return join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(PACKAGE, 'dist'), name);
}

/** Why no window can be opened here; null where one can. */
export function noElectron(): string | null {
  const binary = electronBinary();
  if (!existsSync(binary)) return `there is no Electron at ${binary}`;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'there is no display';
  return null;
}
