import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's cost for scrypt: N 2^17, r 8, p 1; 128 MB and a few tenths of a second. */
const COST = { N: 2 ** 17, r: 8, p: 1 };
const BYTES = 32;

/** A PIN or password as `scrypt$N$r$p$salt$hash`, salted; it cannot be read back from it. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join(
    '$',
  );
}

/** Whether it is the one that was hashed. Takes as long for a wrong one. */
export async function isSecret(secret: string, stored: string): Promise<boolean> {
  const [scheme, n, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !hash) throw new Error('not the hash of a secret');
  const expected = Buffer.from(hash, 'base64');
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  const found = await derive(secret, Buffer.from(salt, 'base64'), cost);
  return found.length === expected.length && timingSafeEqual(found, expected);
}

function derive(secret: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const maxmem = 256 * cost.N * cost.r;
    scrypt(secret, salt, BYTES, { ...cost, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
