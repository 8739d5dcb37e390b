import { useState } from 'react';
import type { Answer, Failure } from '../../src-shared/contract/failure.ts';
import { isUnapproved } from '../stores/approval.ts';
import { tellDone } from '../stores/notices.ts';

/** Does something once, tells that it is done, and keeps why it was not. */
export function useActing<Value>(onDone: (value: Value) => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (
    act: () => Promise<Answer<Value>>,
    done: (value: Value) => string,
  ): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const answer = await act();
    setBusy(false);
    if (!answer.ok) {
      setFailure(isUnapproved(answer.error) ? null : answer.error);
      return;
    }
    tellDone(done(answer.value));
    onDone(answer.value);
  };
  return { busy, failure, run };
}
