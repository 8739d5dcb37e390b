/** Local days, both of them in it: `2026-03-02`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Times that are asked for most, in the order of their keys. */
export const presets = ['today', 'yesterday', 'this-month', 'last-month', 'this-year'] as const;
export type Preset = (typeof presets)[number];

/** A time by its name, as of a moment, by this computer's calendar. */
export function periodOf(preset: Preset, now: Date): Period {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const between = (from: Date, to: Date) => ({ from: localDay(from), to: localDay(to) });
  switch (preset) {
    case 'today':
      return between(now, now);
    case 'yesterday': {
      const before = new Date(year, month, day - 1);
      return between(before, before);
    }
    case 'this-month':
      return between(new Date(year, month, 1), now);
    case 'last-month':
      return between(new Date(year, month - 1, 1), new Date(year, month, 0));
    case 'this-year':
      return between(new Date(year, 0, 1), now);
  }
}

function localDay(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const year = String(moment.getFullYear()).padStart(4, '0');
  return `${year}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
