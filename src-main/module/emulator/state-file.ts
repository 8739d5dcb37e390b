import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { type MemoryContent, parseMemory } from './memory.ts';
import { readJsonFile } from './profile-file.ts';

/** The file holds keys, though wrapped ones: nobody but its owner reads it. */
const OWNER_ONLY = 0o600;

/**
 * Reads what a module remembers; null where the file does not exist yet. The error is one sentence: a
 * file that cannot be read is never taken for a new module, for that would give back what was spent.
 */
export function readState(path: string, moduleId: string): Result<MemoryContent | null, string> {
  const json = readJsonFile(path);
  if (!json.ok) {
    return json.error.includes('no such file') ? ok(null) : fail(`the state ${path} ${json.error}`);
  }
  const memory = parseMemory(json.value, moduleId);
  if (!memory) return fail(`the state ${path} is damaged, put a good copy in its place`);
  if (memory.moduleId !== moduleId) {
    return fail(`the state ${path} belongs to module ${memory.moduleId}, not to ${moduleId}`);
  }
  return ok(memory);
}

/**
 * Writes what a module remembers, whole or not at all; `flush` waits until the disk has it. Throws what
 * the system says.
 */
export function writeState(path: string, memory: MemoryContent, flush: boolean): void {
  const temporary = `${path}.new`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(temporary, `${JSON.stringify(memory)}\n`, { mode: OWNER_ONLY, flush });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
