import { join } from 'node:path';

/** What went wrong that nobody foresaw, for whoever mends it. Never inputs, tokens, PINs or keys. */
export interface Log {
  error(what: string, error: unknown): void;
}

/** Writes to `till.log` in the data folder; loaded when there is something to write. */
export function createLog(folder: string): Log {
  let opening: Promise<(text: string) => void> | undefined;
  return {
    error(what, error) {
      opening ??= openFile(join(folder, 'till.log'));
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      opening.then((write) => write(`${what}: ${text}`)).catch(() => console.error(what, error));
    },
  };
}

async function openFile(file: string): Promise<(text: string) => void> {
  const { default: log } = await import('electron-log/node.js');
  log.transports.console.level = false;
  log.transports.file.level = 'error';
  log.transports.file.maxSize = 1024 * 1024;
  log.transports.file.resolvePathFn = () => file;
  return (text) => log.error(text);
}
