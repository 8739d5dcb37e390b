import { decimalMark } from './decimal.ts';

/** A key of the on-screen keypad. */
export type KeypadKey =
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '00'
  | '.'
  | 'back';

/** The text of an amount after a key of the on-screen keypad. Keys that make no sense change nothing. */
export function pressForAmount(text: string, key: KeypadKey, decimals: number): string {
  if (key === 'back') return text.slice(0, -1);
  const point = text.search(/[.,]/u);
  if (key === '.') {
    if (decimals === 0 || point >= 0) return text;
    return `${text === '' ? '0' : text}${decimalMark()}`;
  }
  if (text === '' || text === '0') return key === '00' ? '0' : key;
  const room = point < 0 ? key.length : decimals - (text.length - point - 1);
  return text + key.slice(0, Math.max(0, room));
}

/** The text of a PIN, or of another plain number, after a key; at most `longest` digits. */
export function pressForDigits(text: string, key: KeypadKey, longest: number): string {
  if (key === 'back') return text.slice(0, -1);
  if (key === '.') return text;
  return (text + key).slice(0, longest);
}
