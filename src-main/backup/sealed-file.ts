import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  fileKeys,
  isKeyMaking,
  type KeyMaking,
  type PassphraseKey,
  passphraseKey,
} from './passphrase-key.ts';

/*
 * The encrypted file, docs/backups.md: a head of 84 bytes, then chunks of AES-256-GCM. Each chunk is
 * bound to the head, to its place and to whether it is the last: what is cut off, turned round, put in
 * twice or changed by a bit does not open.
 */

const MAGIC = Buffer.from('Voltill\0', 'latin1');
const VERSION = 1;
const KINDS = { backup: 1, move: 2 } as const;
export const HEAD_BYTES = 84;
const SALT_AT = 20;
const FILE_SALT_AT = 36;
const CHECK_AT = 68;
const TAG_BYTES = 16;
/** Bytes of the ledger in a chunk: small enough that the till sells on between two of them. */
export const CHUNK_BYTES = 65_536;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** What an encrypted copy is for. */
export type SealedKind = keyof typeof KINDS;

/** Why a file does not open. */
export type SealedProblem = 'not-sealed' | 'newer' | 'wrong-passphrase' | 'damaged';

export class SealedError extends Error {
  override readonly name = 'SealedError';
  readonly problem: SealedProblem;

  constructor(problem: SealedProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** Encrypts chunk after chunk. */
export class Sealer {
  readonly head: Buffer;
  readonly #key: Buffer;

  constructor(key: PassphraseKey, kind: SealedKind) {
    const { logN, r, p, salt } = key.making;
    const head = Buffer.alloc(HEAD_BYTES);
    MAGIC.copy(head);
    head.set([VERSION, KINDS[kind], logN, r, p], MAGIC.length);
    head.writeUInt32BE(CHUNK_BYTES, 16);
    salt.copy(head, SALT_AT);
    const fileSalt = randomBytes(CHECK_AT - FILE_SALT_AT);
    fileSalt.copy(head, FILE_SALT_AT);
    const keys = fileKeys(key, fileSalt);
    keys.check.copy(head, CHECK_AT);
    this.head = head;
    this.#key = keys.cipher;
  }

  /** @param chunk `CHUNK_BYTES` long, or shorter where it is the last */
  seal(chunk: Buffer, index: number, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(index, isLast));
    cipher.setAAD(this.head);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Decrypts chunk after chunk. */
export class Opener {
  readonly kind: SealedKind;
  readonly #head: Buffer;
  readonly #key: Buffer;

  private constructor(kind: SealedKind, head: Buffer, key: Buffer) {
    this.kind = kind;
    this.#head = head;
    this.#key = key;
  }

  /** @throws SealedError */
  static async withPassphrase(head: Buffer, passphrase: string): Promise<Opener> {
    const { making } = readHead(head);
    return Opener.withKey(head, await passphraseKey(passphrase, making));
  }

  /** @throws SealedError `wrong-passphrase` for another key */
  static withKey(head: Buffer, key: PassphraseKey): Opener {
    const { kind, fileSalt, check } = readHead(head);
    const keys = fileKeys(key, fileSalt);
    if (!timingSafeEqual(check, keys.check)) throw new SealedError('wrong-passphrase');
    return new Opener(kind, head, keys.cipher);
  }

  /** @throws SealedError `damaged` */
  open(sealed: Buffer, index: number, isLast: boolean): Buffer {
    if (sealed.length < TAG_BYTES) throw new SealedError('damaged');
    const body = sealed.subarray(0, -TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonceOf(index, isLast));
    decipher.setAAD(this.#head);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(body), decipher.final()]);
    } catch {
      throw new SealedError('damaged');
    }
  }
}

/** What a head says without a key. @throws SealedError `not-sealed`, `newer` or `damaged` */
export function readHead(head: Buffer): {
  readonly kind: SealedKind;
  readonly making: KeyMaking;
  readonly fileSalt: Buffer;
  readonly check: Buffer;
} {
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new SealedError('not-sealed');
  const [version = 0, kindByte, logN = 0, r = 0, p = 0, ...unused] = head.subarray(
    MAGIC.length,
    16,
  );
  if (version > VERSION) throw new SealedError('newer');
  if (head.length !== HEAD_BYTES) throw new SealedError('damaged');
  const making = { logN, r, p, salt: head.subarray(SALT_AT, FILE_SALT_AT) };
  const kind = kindByte === KINDS.backup ? 'backup' : kindByte === KINDS.move ? 'move' : null;
  const usual = head.readUInt32BE(16) === CHUNK_BYTES && unused.every((byte) => byte === 0);
  if (version !== VERSION || kind === null || !usual || !isKeyMaking(making)) {
    throw new SealedError('damaged');
  }
  const fileSalt = head.subarray(FILE_SALT_AT, CHECK_AT);
  return { kind, making, fileSalt, check: head.subarray(CHECK_AT) };
}

/** 12 bytes, never twice under one key: whether it is the last, then its number. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce[3] = isLast ? 1 : 0;
  nonce.writeBigUInt64BE(BigInt(index), 4);
  return nonce;
}
