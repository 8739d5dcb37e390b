import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { type Shortcut, spokenKey } from '../helpers/key-map.ts';
import { KeyCap } from './key-cap.tsx';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  /** The key that does the same, as shown on the button. */
  shortcut?: Shortcut;
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
  /** In a dialog: gets the focus when it opens. */
  'data-first'?: boolean;
}

const looks: Record<Look, string> = {
  primary:
    'bg-accent text-accent-ink hover:bg-accent-strong border-transparent disabled:bg-line disabled:text-soft',
  plain: 'bg-raised text-ink border-line hover:border-edge disabled:text-soft disabled:opacity-60',
  quiet:
    'bg-transparent text-soft border-transparent hover:bg-raised hover:text-ink disabled:opacity-60',
  danger: 'bg-red-soft text-red border-red-line hover:border-red disabled:opacity-60',
};

export function Button({
  look = 'plain',
  shortcut,
  icon,
  children,
  className = '',
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-keyshortcuts={shortcut && spokenKey(shortcut)}
      className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border px-4 font-semibold transition-colors ${looks[look]} ${className}`}
      {...rest}
    >
      {icon}
      <span>{children}</span>
      {shortcut && <KeyCap of={shortcut} plain={look === 'primary' || look === 'danger'} />}
    </button>
  );
}
