import { createCipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { EncryptionAlgorithm } from '../../../src-shared/sts/fields.ts';
import type { BaseDate } from '../../../src-shared/sts/token-identifier.ts';

/** KT of a vending key: 1 VDDK (default), 2 VUDK (unique), 3 VCDK (common). */
type KeyType = 1 | 2 | 3;

/** DecoderKeyGenerationAlgorithm: 02 (DES, 64-bit vending key) or 04 (HMAC-SHA-256, 160 bits). */
export type Dkga = 2 | 4;

/** What a decoder key depends on besides the meter (IEC 62055-41, DecoderKeyGenerationAlgorithm). */
export interface VendingKeyFields {
  /** SGC, six digits. */
  readonly supplyGroupCode: string;
  /** KRN, 1 to 9. */
  readonly keyRevisionNumber: number;
  readonly keyType: KeyType;
  readonly dkga: Dkga;
  readonly baseDate: BaseDate;
}

/** The meter a decoder key is for. */
export interface MeterKeyFields {
  /** MeterPAN, 18 digits. */
  readonly pan: string;
  /** TI, 0 to 99. */
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
}

/** Length of a vending key in bytes. */
export const VENDING_KEY_BYTES: Readonly<Record<Dkga, number>> = { 2: 8, 4: 20 };

const DECODER_KEY_BITS: Readonly<Record<EncryptionAlgorithm, number>> = { 7: 64, 11: 128 };

/** The PAN that stands for all meters of a group under a common key: IIN 600727 and zeros. */
const GROUP_PAN = '600727000000000009';

const ZERO_IV = new Uint8Array(8);

/**
 * A vending key with its attributes. The secret is a private field that no method gives back, so it
 * cannot turn up in a log, an error or a JSON text.
 */
export class VendingKey {
  readonly fields: VendingKeyFields;
  readonly #secret: KeyObject;

  /** Throws a RangeError where the secret does not have the length that the DKGA wants. */
  constructor(fields: VendingKeyFields, secret: Uint8Array) {
    const bytes = VENDING_KEY_BYTES[fields.dkga];
    if (secret.length !== bytes) {
      throw new RangeError(`a DKGA0${fields.dkga} vending key has ${bytes} bytes`);
    }
    this.fields = fields;
    this.#secret = createSecretKey(secret);
  }

  /** DKGA02 makes 64-bit keys only, so it serves no meter with EA11. */
  supports(encryptionAlgorithm: EncryptionAlgorithm): boolean {
    return this.fields.dkga === 4 || encryptionAlgorithm === 7;
  }

  /**
   * The decoder key of a meter: 8 bytes for EA07, 16 for EA11. Throws a RangeError for EA11 under
   * DKGA02; ask {@link supports} first.
   */
  decoderKey(meter: MeterKeyFields): Uint8Array {
    const pan = this.fields.keyType === 3 ? GROUP_PAN : meter.pan;
    if (this.fields.dkga === 4) return this.#dkga04(meter, pan);
    if (meter.encryptionAlgorithm !== 7) throw new RangeError('DKGA02 makes no 128-bit keys');
    return this.#dkga02(meter, pan);
  }

  /** Each variable field stands behind one byte with its length; the key length ends the data. */
  #dkga04(meter: MeterKeyFields, pan: string): Uint8Array {
    const { supplyGroupCode, keyType, keyRevisionNumber } = this.fields;
    const baseDate = twoDigits(this.fields.baseDate % 100);
    const ea = twoDigits(meter.encryptionAlgorithm);
    const ti = twoDigits(meter.tariffIndex);
    const bits = DECODER_KEY_BITS[meter.encryptionAlgorithm];
    const data =
      `\x04\x0204\x02${baseDate}\x02${ea}\x02${ti}\x00\x04` +
      `\x06${supplyGroupCode}\x01${keyType}\x01${keyRevisionNumber}\x12${pan}` +
      `\x00\x00\x00${String.fromCharCode(bits)}`;
    const mac = createHmac('sha256', this.#secret).update(data, 'latin1').digest();
    return mac.subarray(0, bits / 8);
  }

  /** DES(vending key, x) ⊕ x ⊕ vending key, its bytes reversed; x = PANBlock ⊕ ControlBlock. */
  #dkga02(meter: MeterKeyFields, pan: string): Uint8Array {
    const { supplyGroupCode, keyType, keyRevisionNumber } = this.fields;
    const ti = twoDigits(meter.tariffIndex);
    // The 16 digits before the check digit: the end of the IIN, then the IAIN.
    const panBlock = Buffer.from(pan.slice(1, 17), 'hex');
    const control = Buffer.from(
      `${keyType}${supplyGroupCode}${ti}${keyRevisionNumber}FFFFFF`,
      'hex',
    );
    const secret = this.#secret.export();
    // Single DES is gone from the default providers; triple DES with the key thrice is the same, and
    // with one block and a zero IV so is CBC, the one mode that Electron's library offers as well.
    const des = createCipheriv('des-ede3-cbc', Buffer.concat([secret, secret, secret]), ZERO_IV);
    const x = xor(panBlock, control);
    const encrypted = des.setAutoPadding(false).update(x);
    return xor(xor(encrypted, x), secret).reverse();
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}
