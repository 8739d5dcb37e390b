import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  CHUNK_BYTES,
  HEAD_BYTES,
  type Opener,
  SEALED_CHUNK_BYTES,
  SealedError,
  type Sealer,
} from './sealed-file.ts';
import { isCode } from './system-code.ts';

/*
 * Files are copied in chunks, each read and written beside the program: a slow stick keeps no customer
 * waiting. All of these throw the system's error, and the signal's reason where it is aborted.
 */

/** What went through, to compare. */
export interface Copied {
  /** Of the ledger, 64 hex digits. */
  readonly sha256: string;
  /** Size of the file written. */
  readonly bytes: number;
}

/** Copies a ledger to a new file, encrypted where there is a sealer; it is on the disk when this ends. */
export async function copyOut(
  from: string,
  to: string,
  sealer: Sealer | null,
  signal: AbortSignal,
): Promise<Copied> {
  const hash = createHash('sha256');
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      let bytes = 0;
      const write = async (part: Buffer) => {
        await target.writeFile(part);
        bytes += part.length;
      };
      if (sealer) await write(sealer.head);
      for await (const { chunk, index, isLast } of chunksOf(source, 0, CHUNK_BYTES, signal)) {
        hash.update(chunk);
        await write(sealer ? sealer.seal(chunk, index, isLast) : chunk);
      }
      await target.sync();
      return { sha256: hash.digest('hex'), bytes };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/**
 * Reads a copy through, decrypting it where there is an opener, and writes the ledger to `to` where one
 * is given. Answers what the ledger's hash is.
 *
 * @throws SealedError `damaged`
 */
export async function readThrough(
  from: string,
  opener: Opener | null,
  to: string | null,
  signal: AbortSignal,
): Promise<Copied> {
  const hash = createHash('sha256');
  const source = await open(from, 'r');
  let target: FileHandle | null = null;
  try {
    target = to === null ? null : await open(to, 'wx', 0o600);
    let bytes = 0;
    const [start, size] = opener ? [HEAD_BYTES, SEALED_CHUNK_BYTES] : [0, CHUNK_BYTES];
    for await (const { chunk, index, isLast } of chunksOf(source, start, size, signal)) {
      const plain = opener ? opener.open(chunk, index, isLast) : chunk;
      hash.update(plain);
      bytes += plain.length;
      await target?.writeFile(plain);
    }
    await target?.sync();
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await target?.close();
    await source.close();
  }
}

/** The first bytes of a file, fewer where it is shorter. */
export async function readHeadOf(file: string): Promise<Buffer> {
  const source = await open(file, 'r');
  try {
    return await readFully(source, 0, HEAD_BYTES);
  } finally {
    await source.close();
  }
}

/** A name in a folder is on the disk when the folder is. Windows knows no such thing and needs none. */
export async function syncFolderOf(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } catch (error) {
    // Some file systems of sticks and networks cannot.
    if (!isCode(error, 'EINVAL', 'ENOTSUP', 'EPERM')) throw error;
  } finally {
    await folder.close();
  }
}

interface Chunk {
  readonly chunk: Buffer;
  readonly index: number;
  readonly isLast: boolean;
}

async function* chunksOf(
  source: FileHandle,
  start: number,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  const { size: end } = await source.stat();
  const count = Math.max(1, Math.ceil((end - start) / size));
  for (let index = 0; index < count; index += 1) {
    signal.throwIfAborted();
    const at = start + index * size;
    const length = Math.max(0, Math.min(size, end - at));
    const chunk = await readFully(source, at, length);
    // It was cut off while it was read.
    if (chunk.length !== length) throw new SealedError('damaged');
    yield { chunk, index, isLast: index === count - 1 };
  }
}

async function readFully(source: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await source.read(buffer, filled, length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
