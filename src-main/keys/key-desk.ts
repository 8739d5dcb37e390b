import { createHash } from 'node:crypto';
import type {
  KeyFileReading,
  KeyLoad,
  KeyLoadOutcome,
  KeyOfFile,
} from '../../src-shared/contract/key-shapes.ts';
import type { Clock } from '../clock.ts';
import type { SignedInActor } from '../ledger/audit.ts';
import type { KeyLoads } from '../ledger/key-loads.ts';
import type { LoadProblem } from '../ledger/licences.ts';
import type { Messages } from '../messages.ts';
import type { ModuleKeeper } from '../module/keeper.ts';
import { type KeyAttributes, ModuleError, type SecurityModule } from '../module/security-module.ts';
import { keyRegister, moduleStatus } from '../module/status-view.ts';
import { Refusal } from '../refusal.ts';
import { type KeyFile, readKeyFile } from './key-file.ts';
import { endsLoading, keyProblem } from './key-outcome.ts';

export interface KeyDeskParts {
  readonly loads: KeyLoads;
  readonly keeper: ModuleKeeper;
  readonly clock: Clock;
  readonly messages: () => Messages;
  readonly onProgress: (done: number, of: number) => void;
  /** A load has ended, however it went, and the module was read anew. */
  readonly onEnded: () => void;
}

/** What became of a key of a file. */
interface Loaded {
  readonly result: 'loaded' | 'refused' | 'unknown';
  readonly problem: LoadProblem | null;
}

/**
 * Loads key files into the security module: the public key of the KMC first, then key by key. A key
 * that is refused does not keep the others out, unless none can be taken: the module does not trust
 * the file's maker (26, 77), or does not answer. Loading a key twice changes nothing.
 */
export class KeyDesk {
  readonly #parts: KeyDeskParts;
  #loading: Promise<unknown> | null = null;

  constructor(parts: KeyDeskParts) {
    this.#parts = parts;
  }

  /** What is recognised in a text; nothing is sent. @throws Refusal `key-file.*` for an unreadable one */
  read(text: string): KeyFileReading {
    const file = fileIn(text);
    const { messages, keeper } = this.#parts;
    const problem = this.#problemOf(file);
    return {
      digest: digestOf(file),
      moduleId: file.moduleId,
      connectedModuleId: keeper.snapshot.identity?.moduleId ?? null,
      keys: file.records.map(({ attributes }) => this.#view(attributes)),
      problem: problem ? messages().failure(problem.code, problem.detail) : null,
    };
  }

  /**
   * Loads the keys of a file. Nothing is sold meanwhile.
   *
   * @throws Refusal where no key was sent; `key-file.not-written` where keys were and the history failed
   */
  async load(text: string, actor: SignedInActor): Promise<KeyLoadOutcome> {
    const file = fileIn(text);
    const problem = this.#problemOf(file);
    if (problem) throw new Refusal(problem.code, problem.detail);
    if (this.#loading) throw new Refusal('key-file.busy');
    const loading = this.#loadAll(file, actor);
    this.#loading = loading;
    try {
      return await loading;
    } finally {
      this.#loading = null;
      this.#parts.onEnded();
    }
  }

  /** The history, the latest first. */
  list(limit: number): KeyLoad[] {
    const { loads, messages } = this.#parts;
    return loads.latest(limit).map((entry) => ({
      id: entry.id,
      at: entry.at.toISOString(),
      operatorName: entry.operatorName,
      moduleId: entry.moduleId,
      register: entry.register,
      supplyGroupCode: entry.supplyGroupCode,
      keyRevisionNumber: entry.keyRevisionNumber,
      issuedUntil: entry.issuedUntil?.toISOString() ?? null,
      result: entry.result,
      problem: entry.problem ? messages().failure(entry.problem.code, entry.problem.detail) : null,
    }));
  }

  /** Resolves when nothing is being loaded any more. */
  async idle(): Promise<void> {
    await this.#loading?.catch(() => undefined);
  }

  async #loadAll(file: KeyFile, actor: SignedInActor): Promise<KeyLoadOutcome> {
    const { keeper, messages } = this.#parts;
    const loaded = await keeper.changeRegisters((module) => this.#sendAll(module, file, actor));
    return { ...loaded, module: moduleStatus(keeper.snapshot, messages()) };
  }

  async #sendAll(
    module: SecurityModule,
    file: KeyFile,
    actor: SignedInActor,
  ): Promise<Omit<KeyLoadOutcome, 'module'>> {
    const { keeper, loads, clock, messages, onProgress } = this.#parts;
    const moduleId = keeper.snapshot.identity?.moduleId ?? '';
    const digest = digestOf(file);
    // Before the registers change: what was there decides whether a key is new.
    const keys = file.records.map(({ attributes }) => this.#view(attributes));
    const inWords = (found: LoadProblem) => messages().failure(found.code, found.detail);
    let stopped = await this.#sendKmcKey(module, file.kmcKey);
    const done: KeyLoadOutcome['keys'] = [];
    for (const [index, { attributes, payload }] of file.records.entries()) {
      const key = keys[index];
      if (!key) break;
      if (stopped) {
        done.push({ ...key, result: 'skipped', problem: null });
        continue;
      }
      const { result, problem } = await this.#sendKey(module, payload);
      const { register, supplyGroupCode, keyRevisionNumber, issuedUntil } = attributes;
      const of = { register, supplyGroupCode, keyRevisionNumber, issuedUntil };
      const entry = { ...of, operatorId: actor.operatorId, moduleId, digest, result, problem };
      writing(() => loads.add(entry, clock.now(), actor.approvedBy));
      if (problem && endsLoading(problem)) stopped = problem;
      done.push({ ...key, result, problem: problem ? inWords(problem) : null });
      onProgress(index + 1, file.records.length);
    }
    return { keys: done, stopped: stopped ? inWords(stopped) : null };
  }

  async #sendKmcKey(module: SecurityModule, payload: string): Promise<LoadProblem | null> {
    try {
      await module.loadKmcKey(payload);
      return null;
    } catch (error) {
      if (error instanceof ModuleError) return keyProblem(error);
      throw error;
    }
  }

  async #sendKey(module: SecurityModule, payload: string): Promise<Loaded> {
    try {
      await module.loadKey(payload);
      return { result: 'loaded', problem: null };
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      return {
        result: error.kind === 'refused' ? 'refused' : 'unknown',
        problem: keyProblem(error),
      };
    }
  }

  #problemOf({ moduleId: made }: KeyFile): LoadProblem | null {
    const { state, identity, problem } = this.#parts.keeper.snapshot;
    if (state !== 'ready' || !identity) {
      return { code: problem?.code ?? 'module.looking', detail: problem?.detail ?? {} };
    }
    if (made === null || made === identity.moduleId) return null;
    return { code: 'key-file.other-module', detail: { made, here: identity.moduleId } };
  }

  #view(attributes: KeyAttributes): KeyOfFile {
    const there = this.#parts.keeper.snapshot.registers.find(
      ({ register }) => register === attributes.register,
    );
    const same =
      there?.supplyGroupCode === attributes.supplyGroupCode &&
      there.keyRevisionNumber === attributes.keyRevisionNumber &&
      there.keyType === attributes.keyType;
    const effect = !there ? 'new' : same ? 'refresh' : 'replace';
    return { ...keyRegister(attributes), effect };
  }
}

/** @throws Refusal `key-file.*` */
function fileIn(text: string): KeyFile {
  const file = readKeyFile(text);
  if (file.ok) return file.value;
  const { kind, ...detail } = file.error;
  throw new Refusal(`key-file.${kind}`, detail);
}

/** A disk that is full or gone becomes a sentence. */
function writing(work: () => void): void {
  try {
    work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('key-file.not-written', { reason }, { cause: error });
  }
}

function digestOf({ text }: KeyFile): string {
  return createHash('sha256').update(text, 'ascii').digest('hex');
}
