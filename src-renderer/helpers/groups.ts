/** Digits in groups, for reading aloud: `07123456788` → `0712 3456 788`. */
export function grouped(digits: string, size = 4): string {
  return groupsOf(digits, size).join(' ');
}

/** The groups of a token, in order: five of four digits. */
export function groupsOf(digits: string, size = 4): string[] {
  return digits.match(new RegExp(`.{1,${size}}`, 'gu')) ?? [];
}
