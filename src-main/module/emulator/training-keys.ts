import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

/**
 * The keys of the people around an emulated module: who sells its licences, the key management centre
 * (KMC) that makes its keys, and what each module shares with that centre. They protect nothing: all
 * of them follow from this sentence, which anybody may read, so that anybody can make licences and key
 * files for training and no real module takes any.
 */
const PUBLISHED_TEXT = 'Voltill training keys. Published on purpose: they protect nothing.';

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8, and a public one in SPKI. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;

function derive(purpose: string, moduleId = ''): Buffer {
  return Buffer.from(hkdfSync('sha256', PUBLISHED_TEXT, moduleId, purpose, KEY_BYTES));
}

function signingKey(purpose: string): KeyObject {
  const key = Buffer.concat([PKCS8_HEAD, derive(purpose)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length);
}

/** Signs licences. */
export function licensorKey(): KeyObject {
  return signingKey('licensor');
}

/** Signs key loads. */
export function kmcKey(): KeyObject {
  return signingKey('kmc');
}

/** The public key of the KMC that emulated modules trust, 32 bytes in upper-case hex. */
export function kmcPublicKeyHex(): string {
  return publicBytes(kmcKey()).toString('hex').toUpperCase();
}

/** Wraps vending keys between the KMC and one module: 32 bytes, for AES-256-GCM. */
export function keyEncryptionKey(moduleId: string): Buffer {
  return derive('key encryption key', moduleId);
}

/**
 * Stands for the name of a module's own public key: 8 bytes in upper-case hex, always the same for one
 * module. There is no such key: nothing an emulated module answers is signed.
 */
export function modulePublicKeyId(moduleId: string): string {
  return createHash('sha256')
    .update(`${PUBLISHED_TEXT} ${moduleId}`)
    .digest('hex')
    .slice(0, 16)
    .toUpperCase();
}
