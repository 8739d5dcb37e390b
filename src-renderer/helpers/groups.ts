/** Digits in groups, for reading aloud: `07123456788` → `0712 3456 788`. */
export function grouped(digits: string, size = 4): string {
  return groupsOf(digits, size).join(' ');
}

/** The same for the middle of a sentence: no line ends within the number. */
export function unbroken(digits: string): string {
  return groupsOf(digits).join('\u00a0');
}

/** The groups of a token, in order: five of four digits. */
export function groupsOf(digits: string, size = 4): string[] {
  return digits.match(new RegExp(`.{1,${size}}`, 'gu')) ?? [];
}
