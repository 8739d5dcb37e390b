import { randomBytes } from 'node:crypto';
import { FieldReader, textField } from '../sts6/ptvd.ts';
import { readKeyLoad } from './key-load.ts';
import type { MemoryContent } from './memory.ts';
import type { KeyRegister, Profile } from './profile.ts';
import type { KeyRegisters } from './registers.ts';
import { Refusal, STATUS } from './status.ts';
import { kmcPublicKeyHex } from './training-keys.ts';

/** `SM?KC`: 49 where it is no public key, 77 where it is not that of the KMC this module trusts. */
export function checkKmcKey(payload: string): void {
  const key = new FieldReader(payload, 1).text();
  if (!/^[0-9A-F]{64}$/i.test(key)) throw new Refusal(STATUS.keyFileFormatError);
  if (key.toUpperCase() !== kmcPublicKeyHex()) throw new Refusal(STATUS.authenticationError);
}

/** `SM?KR`: what the module would ask the KMC for, with a number used once. */
export function keyRequest(payload: string, { moduleId, firmwareId }: Profile): string {
  new FieldReader(payload, 0);
  const nonce = randomBytes(8).toString('hex').toUpperCase();
  return textField(`FWI${firmwareId};MID${moduleId};NCE${nonce}`);
}

/**
 * `SM?KL`: the key to load. Throws a {@link Refusal}: as {@link readKeyLoad} does, 28 where there is no
 * such register, and 94 where the same key stands there with a later IUT, for a key never goes back.
 */
export function keyToLoad(payload: string, moduleId: string, registers: KeyRegisters): KeyRegister {
  const entry = readKeyLoad(payload, moduleId);
  const held = registers.find(entry.register);
  if (held && isSameKey(held, entry) && entry.issuedUntil < held.issuedUntil) {
    throw new Refusal(STATUS.attributeError);
  }
  return entry;
}

function isSameKey({ key: { fields: a } }: KeyRegister, { key: { fields: b } }: KeyRegister) {
  return (
    a.supplyGroupCode === b.supplyGroupCode &&
    a.keyRevisionNumber === b.keyRevisionNumber &&
    a.keyType === b.keyType
  );
}

/** The loaded keys with one more, in place of what the register held. */
export function withKey(
  keys: MemoryContent['keys'],
  register: number,
  payload: string,
): MemoryContent['keys'] {
  return [...keys.filter((entry) => entry.register !== register), { register, payload }];
}
