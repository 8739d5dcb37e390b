import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'till.log';

/** What went wrong that nobody foresaw, for whoever mends it. Never inputs, tokens, PINs or keys. */
export interface Log {
  error(what: string, error: unknown): void;
}

/** Writes to `till.log` in the data folder; loaded when there is something to write. */
export function createLog(folder: string): Log {
  let opening: Promise<(text: string) => void> | undefined;
  return {
    error(what, error) {
      opening ??= openFile(join(folder, FILE));
      const text = textOf(error);
      opening.then((write) => write(`${what}: ${text}`)).catch(() => console.error(what, error));
    },
  };
}

/** Writes why the program is about to end, at once and without loading anything. */
export function logCrash(folder: string, error: unknown): void {
  try {
    appendFileSync(join(folder, FILE), `[${new Date().toISOString()}] [crash] ${textOf(error)}\n`);
  } catch {
    console.error(error);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function openFile(file: string): Promise<(text: string) => void> {
  const { default: log } = await import('electron-log/node.js');
  log.transports.console.level = false;
  log.transports.file.level = 'error';
  log.transports.file.maxSize = 1024 * 1024;
  log.transports.file.resolvePathFn = () => file;
  return (text) => log.error(text);
}
