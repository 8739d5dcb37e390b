import { useState } from 'react';
import type { Answer, Failure } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { isUnapproved } from '../../stores/approval.ts';
import { freshSale, useSell } from '../../stores/sell.ts';
import { go, refreshUnfinished } from '../../stores/till.ts';

/** Makes a token that nobody pays for, once however often it is pressed, and shows what became of it. */
export function useGiving(onClose: () => void) {
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const give = async (asked: (requestId: string) => Promise<Answer<Sale>>) => {
    if (busy) return;
    setBusy(true);
    const answer = await asked(requestId);
    setBusy(false);
    if (!answer.ok) {
      setFailure(isUnapproved(answer.error) ? null : answer.error);
      return;
    }
    const sale = answer.value;
    if (sale.state === 'refused') {
      // That one is over: another try is another token.
      setRequestId(crypto.randomUUID());
      setFailure(sale.problem);
      return;
    }
    onClose();
    if (sale.state === 'issued') useSell.setState({ ...freshSale, step: { at: 'sold', sale } });
    else {
      useSell.setState(freshSale);
      await refreshUnfinished();
    }
    go('sell');
  };
  return { give, busy, failure };
}
