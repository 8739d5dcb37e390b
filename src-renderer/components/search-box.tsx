import { Search } from 'lucide-react';
import { focusFirst } from '../helpers/focus.ts';
import type { Shortcut } from '../helpers/key-map.ts';
import { spokenKey } from '../helpers/key-map.ts';
import { KeyCap } from './key-cap.tsx';

interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** The key that puts the cursor there. */
  shortcut?: Shortcut;
  /** The cursor is not there from the start. */
  later?: boolean;
}

/** The field over a list. Arrow down goes on into the list. */
export function SearchBox({ label, value, onChange, shortcut, later = false }: SearchBoxProps) {
  return (
    <div className="flex min-h-13 shrink-0 items-center gap-3 rounded-xl border border-edge bg-surface pl-4 shadow-card has-[input:focus]:border-accent has-[input:focus]:ring-3 has-[input:focus]:ring-accent-soft">
      <Search aria-hidden="true" className="size-5 shrink-0 text-soft" />
      <input
        ref={later ? null : focusFirst}
        type="search"
        data-swipe="here"
        aria-label={label}
        aria-keyshortcuts={shortcut && spokenKey(shortcut)}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-w-0 flex-1 self-stretch bg-transparent pr-4 text-lg outline-none"
      />
      {shortcut && (
        <span className="pr-4">
          <KeyCap of={shortcut} />
        </span>
      )}
    </div>
  );
}
