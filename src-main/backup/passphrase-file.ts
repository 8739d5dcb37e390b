import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/**
 * The first line of a file, or of the standard input for `-`. A passphrase is never an argument: those
 * can be read by everybody on the computer.
 */
export async function readPassphrase(file: string | undefined): Promise<string | null> {
  if (file === undefined) return null;
  const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  const [line = ''] = content.split(/\r?\n/);
  if (line === '') throw new Error('the passphrase is empty');
  return line;
}
