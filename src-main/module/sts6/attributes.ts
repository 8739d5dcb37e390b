import { type KeyAttributes, NO_LIMIT } from '../security-module.ts';
import { PtvdError, parseWireDate } from './ptvd.ts';

/**
 * Reads the attributes of a key register: `TAGvalue` joined by `;`, each tag three letters, in any
 * order. Throws a PtvdError where a tag is missing or wrong that a sale cannot do without; a time or
 * a limit that cannot be read counts as not given and stays among the unknown tags.
 */
export function readKeyAttributes(register: number, text: string): KeyAttributes {
  const tags = new Map<string, string>();
  for (const part of text.split(';')) {
    if (part !== '') tags.set(part.slice(0, 3), part.slice(3));
  }
  const take = <Value>(tag: string, read: (value: string) => Value | null): Value | null => {
    const text = tags.get(tag);
    const value = text === undefined ? null : read(text);
    if (value !== null) tags.delete(tag);
    return value;
  };
  const need = <Value>(tag: string, read: (value: string) => Value | null): Value => {
    const value = take(tag, read);
    if (value === null) throw new PtvdError('62', `register ${register}: no legal ${tag}`);
    return value;
  };
  return {
    register,
    supplyGroupCode: need('SGC', (value) => (/^\d{6}$/.test(value) ? value : null)),
    keyRevisionNumber: need('KRN', whole),
    keyType: need('KTC', whole),
    dkga: need('DKG', whole),
    baseDate: need('BDT', whole),
    keyExpiryNumber: need('KEN', whole),
    activeFrom: take('ACT', parseWireDate),
    issuedUntil: take('IUT', parseWireDate),
    unitLimit: take('ULM', whole) ?? NO_LIMIT,
    currencyLimit: take('CLM', whole) ?? NO_LIMIT,
    unknown: Object.fromEntries(tags),
  };
}

function whole(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
