import { useId } from 'react';
import type { Shortcut } from '../helpers/key-map.ts';
import { KeyCap } from './key-cap.tsx';

interface SegmentedProps<Value extends string | number> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { readonly value: Value; readonly text: string }[];
  disabled?: boolean;
  /** The key that goes on to the next choice. */
  shortcut?: Shortcut;
  labelShown?: boolean;
}

/** One of a few, all in view. Radio buttons underneath, so arrows and screen readers work. */
export function Segmented<Value extends string | number>({
  label,
  value,
  onChange,
  options,
  disabled = false,
  shortcut,
  labelShown = true,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset disabled={disabled} className="min-w-0">
      <legend className={labelShown ? 'mb-1 text-sm font-medium' : 'sr-only'}>{label}</legend>
      <div className="flex items-center gap-2">
        <div className="inline-flex flex-wrap rounded-lg border border-edge bg-surface p-0.5">
          {options.map((option) => (
            <label
              key={option.value}
              className={`relative flex min-h-11 items-center rounded-md px-4 font-medium has-focus-visible:outline-3 has-focus-visible:outline-accent ${
                option.value === value
                  ? 'bg-accent-soft font-semibold text-accent'
                  : 'text-soft hover:text-ink'
              }`}
            >
              <input
                type="radio"
                name={name}
                checked={option.value === value}
                onChange={() => onChange(option.value)}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              {option.text}
            </label>
          ))}
        </div>
        {shortcut && <KeyCap of={shortcut} />}
      </div>
    </fieldset>
  );
}
