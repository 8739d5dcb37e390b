import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../src-shared/contract/failure.ts';

/** What happened, what to do, and the code for the help desk. */
export function FailureNote({
  failure,
  children,
  className = '',
}: {
  failure: Failure;
  children?: ReactNode;
  className?: string;
}) {
  const { status } = failure.detail;
  const told = status === undefined || failure.code.endsWith(String(status));
  return (
    <div
      role="alert"
      className={`flex flex-wrap items-start gap-x-3 gap-y-1 rounded-lg border border-red-line bg-red-soft px-4 py-3 text-red ${className}`}
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-semibold">{failure.message}</p>
        {failure.hint !== '' && <p className="mt-0.5 text-ink">{failure.hint}</p>}
        {children}
      </div>
      <code className="digits max-w-44 pt-0.5 text-xs break-words opacity-90">
        {told ? failure.code : `${failure.code} (${status})`}
      </code>
    </div>
  );
}
