import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's cost for scrypt: N 2^17, r 8, p 1; 128 MB and a few tenths of a second. */
const COST = { N: 2 ** 17, r: 8, p: 1 };
const BYTES = 32;

/** A PIN as `scrypt$N$r$p$salt$hash`, salted; the PIN cannot be read back from it. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join(
    '$',
  );
}

/** Whether the PIN is the one that was hashed. Takes as long for a wrong one. */
export async function isPin(pin: string, stored: string): Promise<boolean> {
  const [scheme, n, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !hash) throw new Error('not a PIN hash');
  const expected = Buffer.from(hash, 'base64');
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  const found = await derive(pin, Buffer.from(salt, 'base64'), cost);
  return found.length === expected.length && timingSafeEqual(found, expected);
}

function derive(pin: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const maxmem = 256 * cost.N * cost.r;
    scrypt(pin, salt, BYTES, { ...cost, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
