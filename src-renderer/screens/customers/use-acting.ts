import { useState } from 'react';
import type { CustomerFile } from '../../../src-shared/contract/customer-shapes.ts';
import type { Answer, Failure } from '../../../src-shared/contract/failure.ts';
import { isUnapproved } from '../../stores/approval.ts';
import { tellDone } from '../../stores/notices.ts';

/** Does something with an account once, tells that it is done, and keeps why it was not. */
export function useActing(onDone: (file: CustomerFile) => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (
    act: () => Promise<Answer<CustomerFile>>,
    done: (file: CustomerFile) => string,
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
