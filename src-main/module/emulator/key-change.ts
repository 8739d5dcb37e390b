import { encryptedToken } from './engine.ts';
import type { Token, TokenContent } from './token-block.ts';
import type { MeterKeyFields, VendingKey } from './vending-key.ts';

/** A key change of one meter: the key it holds, and the key it is to hold. */
export interface KeyChange {
  readonly from: VendingKey;
  readonly to: VendingKey;
  /** The meter as it stands, with its present tariff index. */
  readonly meter: MeterKeyFields;
  readonly newTariffIndex: number;
  /** KEN of the new key. */
  readonly newKeyExpiryNumber: number;
  /** 2 or 3 for EA07, 4 for EA11. */
  readonly numberOfTokens: number;
}

/** RO: 1 where the base date moves forward, so that the meter forgets the TIDs it has seen. */
export function rolloverBit(from: VendingKey, to: VendingKey): 0 | 1 {
  return to.fields.baseDate > from.fields.baseDate ? 1 : 0;
}

/** How many tokens a set may have: 2 or 3 for EA07, 4 for EA11. */
export function isSetSize(meter: MeterKeyFields, count: number): boolean {
  return meter.encryptionAlgorithm === 11 ? count === 4 : count === 2 || count === 3;
}

/**
 * The tokens of a key change set, in the order in which the meter takes them, encrypted under the key
 * that it holds (IEC 62055-41, Set1st … Set4thSectionDecoderKey).
 */
export function keyChangeTokens(change: KeyChange): Token[] {
  const { from, to, meter, newTariffIndex, newKeyExpiryNumber: ken } = change;
  const newKey = to.decoderKey({ ...meter, tariffIndex: newTariffIndex });
  const words = new DataView(newKey.buffer, newKey.byteOffset, newKey.byteLength);
  const wordAt = (index: number) => words.getUint32(index * 4);
  const lastWord = newKey.length / 4 - 1;

  // 3KCT: a third token follows the two that every meter takes.
  const threeTokens = change.numberOfTokens === 3 ? 1 : 0;
  const flags = (rolloverBit(from, to) << 3) | (threeTokens << 2) | to.fields.keyType;
  const set = [
    section(3, ((ken >> 4) << 8) | (to.fields.keyRevisionNumber << 4) | flags, wordAt(0)),
    section(4, ((ken & 0xf) << 8) | newTariffIndex, wordAt(lastWord)),
    ...furtherSections(change, wordAt),
  ];
  const oldKey = from.decoderKey(meter);
  return set.map((content) => encryptedToken(oldKey, content));
}

/** The sections that carry the supply group code, and the middle of a 128-bit key. */
function furtherSections(change: KeyChange, wordAt: (index: number) => number): TokenContent[] {
  const sgc = Number(change.to.fields.supplyGroupCode);
  const sgcHigh = sgc >> 12;
  const sgcLow = sgc & 0xfff;
  if (change.meter.encryptionAlgorithm === 11) {
    return [section(8, sgcLow, wordAt(1)), section(9, sgcHigh, wordAt(2))];
  }
  if (change.numberOfTokens === 2) return [];
  // A 64-bit key is whole after two tokens, so the third brings the supply group code alone: 24 bits,
  // then zeros. No published vector covers it.
  return [section(8, sgcHigh, sgcLow << 20)];
}

/** A section of a key: 12 bits of attributes before 32 bits of the key. */
function section(subclass: number, attributes: number, word: number): TokenContent {
  return {
    tokenClass: 2,
    subclass,
    upper: (attributes << 16) | (word >>> 16),
    lower: word & 0xffff,
  };
}
