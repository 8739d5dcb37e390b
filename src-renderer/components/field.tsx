import { ChevronDown } from 'lucide-react';
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';

export const inputLook =
  'min-h-11 w-full rounded-lg border border-edge bg-surface px-3 text-ink aria-invalid:border-red disabled:border-line disabled:bg-raised disabled:text-soft';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it; said aloud when it appears. */
  problem?: string | null;
  ref?: Ref<HTMLInputElement>;
  /** For the input itself. */
  look?: string;
}

/** A labelled field: label above, hint below, what is wrong below that. */
export function Field({ label, hint, problem, className = '', look = '', ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem ? true : undefined}
        aria-describedby={hint || problem ? `${id}-about` : undefined}
        className={`${inputLook} ${look}`}
        {...rest}
      />
      <About id={`${id}-about`} hint={hint} problem={problem} />
    </div>
  );
}

function About({
  id,
  hint,
  problem,
}: {
  id: string;
  hint: ReactNode;
  problem?: string | null | undefined;
}) {
  if (!hint && !problem) return null;
  return (
    <div id={id} className="mt-1 text-[0.8125rem]">
      {problem ? (
        <p role="alert" className="font-medium text-red">
          {problem}
        </p>
      ) : (
        <p className="text-soft">{hint}</p>
      )}
    </div>
  );
}

interface TextBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  maxLength: number;
  rows?: number;
}

/** A field of a few lines. */
export function TextBox({ label, value, onChange, hint, maxLength, rows = 3 }: TextBoxProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        maxLength={maxLength}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={hint ? `${id}-about` : undefined}
        className={`${inputLook} resize-none py-2`}
      />
      <About id={`${id}-about`} hint={hint} />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { readonly value: string; readonly text: string }[];
  hint?: string;
  className?: string;
}

/** One of a few, from a list that opens. */
export function Choice({ label, value, onChange, options, hint, className }: ChoiceProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            // Enter moves on, as in a field.
            if (event.key !== 'Enter' || event.repeat || !event.currentTarget.form) return;
            event.preventDefault();
            event.currentTarget.form.requestSubmit();
          }}
          aria-describedby={hint ? `${id}-about` : undefined}
          className={`${inputLook} appearance-none truncate pr-10`}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute top-3 right-3 size-5 text-soft"
        />
      </div>
      <About id={`${id}-about`} hint={hint} />
    </div>
  );
}
