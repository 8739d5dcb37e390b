import { useId } from 'react';

interface SwitchProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** On or off, with what it means beside it. */
export function Switch({ label, hint, checked, onChange, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <label className="flex min-h-11 items-start gap-3 py-1">
      <span className="relative mt-0.5 inline-flex h-6 w-11 shrink-0">
        <input
          type="checkbox"
          role="switch"
          aria-checked={checked}
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          aria-describedby={hint ? id : undefined}
          aria-label={label}
          className="peer absolute -inset-2.5 cursor-pointer opacity-0"
        />
        <span className="h-6 w-11 rounded-full border border-edge bg-raised transition-colors peer-checked:border-accent peer-checked:bg-accent peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent" />
        <span className="absolute top-1 left-1 size-4 rounded-full bg-edge transition-transform peer-checked:translate-x-5 peer-checked:bg-accent-ink" />
      </span>
      <span>
        <span className="font-medium">{label}</span>
        {hint && (
          <span id={id} className="block text-[0.8125rem] text-soft">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
