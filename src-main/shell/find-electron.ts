import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../src-shared/result.ts';

/**
 * The Electron to run: the folder that ELECTRON_OVERRIDE_DIST_PATH names, or the one of the package,
 * whose binary is fetched once. Otherwise says why there is none.
 */
export async function findElectron(root: string): Promise<Result<string, string>> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return fail('there is no display');
  }
  const electronPackage = join(root, 'node_modules', 'electron');
  if (!existsSync(electronPackage)) return fail('the package electron is not installed');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return executableIn(override, executableName(electronPackage));
  const dist = join(electronPackage, 'dist');
  const there = executableIn(dist, executableName(electronPackage));
  if (there.ok) return there;
  console.error('Fetching Electron, once (about 110 MB) …');
  await fetchElectron(electronPackage);
  const fetched = executableIn(dist, executableName(electronPackage));
  return fetched.ok ? fetched : fail('its binary could not be fetched');
}

function executableIn(folder: string, name: string): Result<string, string> {
  const file = join(folder, name);
  return existsSync(file) ? ok(file) : fail(`there is none at ${file}`);
}

function executableName(electronPackage: string): string {
  // Electron's own installer leaves the name here; before it ran, Linux's is right.
  const note = join(electronPackage, 'path.txt');
  if (existsSync(note)) return readFileSync(note, 'utf8').trim();
  switch (process.platform) {
    case 'win32':
      return 'electron.exe';
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron';
    default:
      return 'electron';
  }
}

/** Runs the package's own installer. Its stack trace says nothing to a vendor: it is not shown. */
function fetchElectron(electronPackage: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(electronPackage, 'install.js')], {
      stdio: 'ignore',
    });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}
