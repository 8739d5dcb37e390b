/** The code of a system error, e.g. `ENOENT`; empty where it has none. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Why a file could not be read or written, as the end of a sentence. */
export function systemReason(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'access is denied';
    default: {
      const text = error instanceof Error ? error.message : String(error);
      return text.replace(/^Error: /, '').split('\n')[0] ?? text;
    }
  }
}

/** One sentence on stderr and exit code 2, for everything a person can put right. */
export function refuse(program: string, sentence: string): void {
  process.stderr.write(`${program}: ${sentence}\n`);
  process.exitCode = 2;
}
