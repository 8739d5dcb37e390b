import { hkdfSync, randomBytes, scrypt } from 'node:crypto';

/** What a key is made with from a passphrase. All of it stands in the head of the file, in the clear. */
export interface KeyMaking {
  /** N is 2 to this power. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
  /** 16 bytes. */
  readonly salt: Buffer;
}

/** A key made from a passphrase, and how; the passphrase itself is never kept. */
export interface PassphraseKey {
  readonly making: KeyMaking;
  /** 32 bytes. */
  readonly key: Buffer;
}

/** OWASP's cost for scrypt: N 2^17, r 8, p 1; 128 MB and a few tenths of a second. */
const COST = { logN: 17, r: 8, p: 1 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** A head from elsewhere must not make the till work for an hour or take all its memory. */
const DEAREST_LOG_N = 18;
const CHEAPEST_LOG_N = 14;
const LARGEST_P = 4;

/** A key of its own, under a fresh salt. */
export function newPassphraseKey(passphrase: string): Promise<PassphraseKey> {
  return passphraseKey(passphrase, { ...COST, salt: randomBytes(SALT_BYTES) });
}

/** The key that the passphrase makes in this way. */
export function passphraseKey(passphrase: string, making: KeyMaking): Promise<PassphraseKey> {
  const { logN, r, p, salt } = making;
  const cost = { N: 2 ** logN, r, p, maxmem: 256 * 2 ** logN * r };
  return new Promise((resolve, reject) => {
    // Composed and decomposed letters look the same on every screen, so they open the same file.
    scrypt(passphrase.normalize('NFC'), salt, KEY_BYTES, cost, (error, key) =>
      error ? reject(error) : resolve({ making, key }),
    );
  });
}

/** Whether this program would make a key so. */
export function isKeyMaking({ logN, r, p, salt }: KeyMaking): boolean {
  const bearable = logN >= CHEAPEST_LOG_N && logN <= DEAREST_LOG_N && r === COST.r;
  return bearable && p >= 1 && p <= LARGEST_P && salt.length === SALT_BYTES;
}

/** The keys of one file: each file has a salt of its own, so no two are encrypted under one key. */
export function fileKeys(
  { key }: PassphraseKey,
  fileSalt: Buffer,
): { readonly cipher: Buffer; readonly check: Buffer } {
  const made = Buffer.from(hkdfSync('sha256', key, fileSalt, 'voltill backup 1', 48));
  return { cipher: made.subarray(0, 32), check: made.subarray(32) };
}
