import { Trash2 } from 'lucide-react';

/** Takes a row out of a list; in line with the fields beside it. */
export function RemoveButton({ label, onPress }: { label: string; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onPress}
      className="mt-6.5 grid size-11 place-items-center rounded-lg text-soft hover:bg-raised hover:text-ink"
    >
      <Trash2 aria-hidden="true" className="size-5" />
    </button>
  );
}
