/*
 * Which characters can stand on paper. A name, an address or a footer may hold anything a person can
 * type or paste; a printer knows a few hundred characters and takes the control characters as commands.
 */

/** Letters and signs that Unicode does not decompose, with what people write when they cannot type them. */
const substitutes: ReadonlyMap<string, string> = new Map([
  ...pairs('‘’‚‛′ʼʻʹ`', "'"),
  ...pairs('“”„‟″', '"'),
  ...pairs('‐‑‒–—―−', '-'),
  ...pairs('•‣▪●', '*'),
  ['§', 'par. '],
  ['¶', 'par. '],
  ['€', 'EUR'],
  ['₦', 'NGN'],
  ['₵', 'GHS'],
  ['Œ', 'OE'],
  ['œ', 'oe'],
  ['Ŋ', 'Ng'],
  ['ŋ', 'ng'],
  ...pairs('ĐƉƊ', 'D'),
  ...pairs('đɖɗ', 'd'),
  ...pairs('ƐƎƏ', 'E'),
  ...pairs('ɛǝə', 'e'),
  ...pairs('Ɔ', 'O'),
  ...pairs('ɔ', 'o'),
  ...pairs('Ɓ', 'B'),
  ...pairs('ɓ', 'b'),
  ...pairs('Ƒ', 'F'),
  ...pairs('ƒ', 'f'),
  ...pairs('Ɣ', 'G'),
  ...pairs('ɣ', 'g'),
  ...pairs('Ħ', 'H'),
  ...pairs('ħ', 'h'),
  ...pairs('Ɩ', 'I'),
  ...pairs('ıɩ', 'i'),
  ...pairs('Ƙ', 'K'),
  ...pairs('ƙ', 'k'),
  ...pairs('Ł', 'L'),
  ...pairs('ł', 'l'),
  ...pairs('Ʋ', 'V'),
  ...pairs('ʋ', 'v'),
  ...pairs('Ʊ', 'U'),
  ...pairs('ʊ', 'u'),
  ...pairs('Ƴ', 'Y'),
  ...pairs('ƴ', 'y'),
]);

function pairs(from: string, to: string): (readonly [string, string])[] {
  return Array.from(from, (character) => [character, to] as const);
}

const PLAIN = /^[!-~]+( [!-~]+)*$/;

/**
 * Text as one line without anything invisible: no control characters (a customer's name must never
 * carry a printer command), no text direction marks, every kind of space a plain one.
 */
export function plainText(text: string): string {
  // Most of what is printed is plain already, and this is on the way of each sale.
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();
}

/**
 * Plain text in which every character is one that `has` accepts: a letter it lacks loses its accents
 * or becomes its usual replacement, and what is left is a question mark. `has` must accept ASCII.
 */
export function fitText(text: string, has: (character: string) => boolean): string {
  let fitted = '';
  for (const character of plainText(text)) {
    fitted += has(character) ? character : fitCharacter(character, has);
  }
  return plainText(fitted);
}

function fitCharacter(character: string, has: (character: string) => boolean): string {
  const known = substitutes.get(character);
  if (known !== undefined) return known;
  let fitted = '';
  for (const part of character.normalize('NFKD').replace(/\p{M}/gu, '')) {
    fitted += has(part) ? part : (substitutes.get(part) ?? '?');
  }
  return fitted;
}

/**
 * ASCII and Latin-1 without the controls: what code page 850 holds. Not § and ¶, for which that page
 * has the bytes of control characters as well, and the encoder takes those.
 */
export function isCodePage850(character: string): boolean {
  return /^[ -~¡-¦¨-¬®-µ·-ÿ]$/.test(character);
}

/** What the Roboto that pdfmake brings can write: Latin with Vietnamese, Greek, Cyrillic. */
export function isRoboto(character: string): boolean {
  return /^[ -~¡-¬®-ſΆ-ώЀ-ӿẠ-ỹ–—‘’“”…€₦]$/.test(character);
}
