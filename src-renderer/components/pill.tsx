const looks = {
  plain: 'border-line bg-raised text-soft',
  amber: 'border-amber-line bg-amber-soft text-amber',
} as const;

/** A word or two that says how something stands. */
export function Pill({ text, look = 'plain' }: { text: string; look?: keyof typeof looks }) {
  return (
    <span className={`shrink-0 rounded-full border px-2 py-px text-xs font-medium ${looks[look]}`}>
      {text}
    </span>
  );
}
