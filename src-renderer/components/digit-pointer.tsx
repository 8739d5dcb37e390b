import type { Failure } from '../../src-shared/contract/failure.ts';

/** What was typed, with the digit that is wrong marked, where the failure says which. */
export function DigitPointer({ text, failure }: { text: string; failure: Failure }) {
  const position = failure.detail.position;
  if (typeof position !== 'number' || position < 0 || position >= text.length) return null;
  return (
    <p className="digits mt-2 text-lg text-ink" aria-hidden="true">
      {text.slice(0, position)}
      <mark className="rounded-sm bg-red px-0.5 font-bold text-surface">{text[position]}</mark>
      {text.slice(position + 1)}
    </p>
  );
}
