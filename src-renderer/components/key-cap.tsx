import type { Cap, Shortcut } from '../helpers/key-map.ts';

interface KeyCapProps {
  of: Cap | Shortcut | `${number}`;
  plain?: boolean;
}

/** The key that does what the label beside it says. Not read aloud: `aria-keyshortcuts` says it. */
export function KeyCap({ of, plain = false }: KeyCapProps) {
  return (
    <span
      aria-hidden="true"
      className={`rounded-[5px] border border-b-2 px-1.5 py-px font-mono text-[0.6875rem] font-medium leading-4 whitespace-nowrap ${
        plain ? 'border-current' : 'border-line bg-raised text-soft'
      }`}
    >
      {of}
    </span>
  );
}
