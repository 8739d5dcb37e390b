import { spawn } from 'node:child_process';

interface ProgramOptions {
  /** Given to it on its standard input. */
  readonly input?: Uint8Array;
  /** After which it is ended. */
  readonly milliseconds: number;
  /** In its environment, besides the till's. */
  readonly environment?: Readonly<Record<string, string>>;
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** There is no such program on this computer. */
export class ProgramMissing extends Error {
  override readonly name = 'ProgramMissing';
}

/** A program that talks without end must not fill the memory. */
const MOST_TEXT = 100_000;

/**
 * Runs a program of the system's with arguments that no shell reads, in plain English, and answers what
 * became of it. Rejects with a {@link ProgramMissing}, or with an Error where it took too long.
 */
export function runProgram(
  program: string,
  given: readonly string[],
  options: ProgramOptions,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, given, {
      // What it says is read by a program.
      env: { ...process.env, LC_ALL: 'C', ...options.environment },
      windowsHide: true,
    });
    let output = '';
    let errors = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${program} took longer than ${options.milliseconds} ms`));
    }, options.milliseconds);
    child.stdout.on('data', (text) => {
      if (output.length < MOST_TEXT) output += String(text);
    });
    child.stderr.on('data', (text) => {
      if (errors.length < MOST_TEXT) errors += String(text);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(new ProgramMissing(`${program} cannot be run`, { cause: error }));
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output, errors });
    });
    // A program that ends without reading what it was given says by its code how that went.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}
