/** The local day of a moment, `2026-03-02`: a shop counts in days of its own clock. */
export function localDay(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const year = String(moment.getFullYear()).padStart(4, '0');
  return `${year}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** The beginning of the local day `before` days before that of a moment. */
export function startOfDay(moment: Date, before = 0): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() - before);
}
