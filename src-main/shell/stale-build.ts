import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src-main', 'src-renderer', 'src-shared', 'resources', '.config', 'package.json'];
const BUILT = ['out/main/electron.cjs', 'out/preload/preload.cjs', 'out/renderer/index.html'];

/**
 * Builds window and screen where a source is newer than what was built. Says whether they are there.
 * What the build prints goes to standard error, and only if it fails.
 */
export async function buildIfStale(root: string): Promise<boolean> {
  if (!isStale(root)) return true;
  console.error('Building the screen …');
  const { code, output } = await build(root);
  if (code !== 0) console.error(output);
  return code === 0;
}

function isStale(root: string): boolean {
  const built = BUILT.map((file) => changedAt(join(root, file)));
  const oldest = Math.min(...built);
  return oldest === 0 || SOURCES.some((source) => newest(join(root, source)) > oldest);
}

function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(
    stats.mtimeMs,
    ...readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => changedAt(join(entry.parentPath, entry.name))),
  );
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function build(root: string): Promise<{ code: number | null; output: string }> {
  const electronVite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const words = ['build', '--config', '.config/electron.vite.ts', '--logLevel', 'warn'];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [electronVite, ...words], { cwd: root });
    let output = '';
    const keep = (piece: Buffer) => {
      output += piece.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('exit', (code) => resolve({ code, output }));
  });
}
