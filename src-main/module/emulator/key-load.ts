import { createDecipheriv, createPublicKey, verify } from 'node:crypto';
import { FieldReader, parseWireDate } from '../sts6/ptvd.ts';
import { type KeyRegister, parseKeyRegister } from './profile.ts';
import { Refusal, STATUS } from './status.ts';
import { keyEncryptionKey, kmcKey } from './training-keys.ts';

/** A wrapped key is a nonce, the key itself, and the tag that shows that neither was changed. */
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
export const WRAPPING = 'aes-256-gcm';

const HEX = /^([0-9A-F]{2})+$/;
const SIGNATURE = /^[0-9A-F]{128}$/;
const ATTRIBUTES = /^[A-Z]{3}[^;]*(;[A-Z]{3}[^;]*)*$/;

/**
 * Reads the payload of `SM?KL`, made for this module by the KMC. Throws a {@link Refusal}: 49 where it
 * is malformed, 77 where its signature does not fit, 94 where an attribute is missing or illegal, 27
 * where it was wrapped for another module; and PTVD errors.
 */
export function readKeyLoad(payload: string, moduleId: string): KeyRegister {
  const fields = new FieldReader(payload, 4);
  const register = fields.number(0, 0xffff);
  const attributes = fields.text();
  const wrapped = fields.text();
  const signature = fields.text();
  if (!ATTRIBUTES.test(attributes) || !HEX.test(wrapped) || !SIGNATURE.test(signature)) {
    throw new Refusal(STATUS.keyFileFormatError);
  }
  const signed = Buffer.from(signedPart(register, attributes, wrapped), 'latin1');
  if (!verify(null, signed, createPublicKey(kmcKey()), Buffer.from(signature, 'hex'))) {
    throw new Refusal(STATUS.authenticationError);
  }
  const tags = new Map(attributes.split(';').map((part) => [part.slice(0, 3), part.slice(3)]));
  if (!/^\d{8}$/.test(tags.get('MID') ?? '')) throw new Refusal(STATUS.attributeError);
  if (tags.get('MID') !== moduleId) throw new Refusal(STATUS.kekSlotNotFound);
  const vendingKey = unwrap(Buffer.from(wrapped, 'hex'), attributes, moduleId);
  const entry = parseKeyRegister({
    register,
    vendingKey,
    supplyGroupCode: tags.get('SGC'),
    keyRevisionNumber: whole(tags.get('KRN')),
    keyType: whole(tags.get('KTC')),
    dkga: whole(tags.get('DKG')),
    baseDate: whole(tags.get('BDT')),
    keyExpiryNumber: whole(tags.get('KEN')),
    activeFrom: time(tags.get('ACT')),
    issuedUntil: time(tags.get('IUT')),
    unitLimit: whole(tags.get('ULM')),
    currencyLimit: whole(tags.get('CLM')),
  });
  if (!entry) throw new Refusal(STATUS.attributeError);
  return entry;
}

/** What the KMC signs: the payload up to the signature. */
export function signedPart(register: number, attributes: string, wrapped: string): string {
  return `N${register}~P${attributes}~P${wrapped}~`;
}

/** The key in hex. Throws 27 where it does not open with what this module shares with the KMC. */
function unwrap(wrapped: Buffer, attributes: string, moduleId: string): string {
  if (wrapped.length <= NONCE_BYTES + TAG_BYTES) throw new Refusal(STATUS.keyFileFormatError);
  const nonce = wrapped.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(WRAPPING, keyEncryptionKey(moduleId), nonce);
  decipher.setAAD(Buffer.from(attributes, 'latin1'));
  decipher.setAuthTag(wrapped.subarray(-TAG_BYTES));
  const secret = decipher.update(wrapped.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    throw new Refusal(STATUS.kekSlotNotFound);
  }
  return secret.toString('hex');
}

function whole(text = ''): number | null {
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}

function time(text = ''): string | null {
  return parseWireDate(text)?.toISOString() ?? null;
}
