import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the till keeps everything, unless `--data` says otherwise: the system's usual place. */
export function dataFolder(given: string | undefined): string {
  if (given) return resolve(given);
  const home = homedir();
  switch (process.platform) {
    case 'win32':
      return join(process.env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Voltill');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Voltill');
    default:
      return join(process.env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'voltill');
  }
}
