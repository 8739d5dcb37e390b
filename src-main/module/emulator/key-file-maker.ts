import { createCipheriv, randomBytes, sign } from 'node:crypto';
import { textField } from '../sts6/ptvd.ts';
import { NONCE_BYTES, signedPart, WRAPPING } from './key-load.ts';
import type { KeyRegister } from './profile.ts';
import { attributeText } from './registers.ts';
import { keyEncryptionKey, kmcKey, kmcPublicKeyHex } from './training-keys.ts';
import { VendingKey, type VendingKeyFields } from './vending-key.ts';

/** A key that a module is to have. */
export interface KeyOrder extends VendingKeyFields, Omit<KeyRegister, 'key'> {
  /** 8 bytes for DKGA 2, 20 for DKGA 4. */
  readonly vendingKey: Uint8Array;
}

/**
 * A key file for one emulated module: guards, the KMC's public key (`KC`), and a line per key (`KL`),
 * each the payload of the command of that name. Throws a RangeError where a key has a wrong length.
 */
export function makeKeyFile(moduleId: string, keys: readonly KeyOrder[]): string {
  return [
    '-----START OF KEY FILE-----',
    `KC ${textField(kmcPublicKeyHex())}`,
    ...keys.map((order) => `KL ${keyLoadPayload(moduleId, order)}`),
    '-----END OF KEY FILE-----',
  ].join('\n');
}

function keyLoadPayload(moduleId: string, order: KeyOrder): string {
  const { register, vendingKey } = order;
  const entry = { ...order, key: new VendingKey(order, vendingKey) };
  const attributes = attributeText(entry, [`MID${moduleId}`]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(WRAPPING, keyEncryptionKey(moduleId), nonce);
  cipher.setAAD(Buffer.from(attributes, 'latin1'));
  const secret = Buffer.concat([cipher.update(vendingKey), cipher.final()]);
  const wrapped = upperHex(Buffer.concat([nonce, secret, cipher.getAuthTag()]));
  const signed = signedPart(register, attributes, wrapped);
  const signature = sign(null, Buffer.from(signed, 'latin1'), kmcKey());
  return signed + textField(upperHex(signature));
}

function upperHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}
