import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The emulator as a process of its own, for tests that talk to it over TCP. */

const CLI = fileURLToPath(new URL('../../src-main/module/emulator/cli.ts', import.meta.url));

/** A folder that is gone when the callback is done. */
export async function inFolder<Value>(run: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[]) {
  return spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs the emulator to its end. For command lines that it refuses. */
export async function runEmulator(args: readonly string[]): Promise<Ended> {
  const child = start(args);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

export interface RunningEmulator {
  /** The first line it printed. */
  readonly firstLine: string;
  readonly port: number;
  /** Ends it and gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the emulator on any free port with a profile, given as JSON. */
export async function startEmulator(
  profile: unknown,
  args: readonly string[] = [],
): Promise<RunningEmulator> {
  return await inFolder(async (folder) => {
    const path = join(folder, 'profile.json');
    await writeFile(path, JSON.stringify(profile));
    const child = start(['--tcp', '0', '--profile', path, ...args]);
    const closed = once(child, 'close');
    child.stderr.resume();
    const lines = createInterface(child.stdout);
    const [firstLine] = await Promise.race([
      once(lines, 'line'),
      closed.then(([code]) => {
        throw new Error(`the emulator ended with code ${code}`);
      }),
    ]);
    return {
      firstLine,
      port: Number(firstLine.split(':').at(-1)),
      stop: async (signal = 'SIGTERM') => {
        child.kill(signal);
        const [code] = await closed;
        return code;
      },
    };
  });
}

/** Opens a connection, sends each frame when the one before was answered, gives the responses. */
export async function exchange(port: number, frames: readonly string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('latin1');
  await once(socket, 'connect');
  const responses: string[] = [];
  for (const frame of frames) {
    socket.write(frame, 'latin1');
    let response = '';
    while (!response.endsWith('\r')) {
      const [piece] = await once(socket, 'data');
      response += piece;
    }
    responses.push(response);
  }
  socket.end();
  return responses;
}
