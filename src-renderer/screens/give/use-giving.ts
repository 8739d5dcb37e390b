import { useEffect, useRef, useState } from 'react';
import type { Answer, Failure } from '../../../src-shared/contract/failure.ts';
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { isUnapproved } from '../../stores/approval.ts';
import { tellFailure } from '../../stores/notices.ts';
import { freshSale, useSell } from '../../stores/sell.ts';
import { go, refreshUnfinished } from '../../stores/till.ts';
import { showMadeBeside } from '../sell/following.ts';

/** Makes a token that nobody pays for, once however often it is pressed, and shows what became of it. */
export function useGiving(onClose: () => void) {
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** Whether what was asked for still stands on the screen. */
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const refuse = (problem: Failure | null) => {
    if (here.current) setFailure(problem);
    else if (problem) tellFailure(problem);
  };
  const give = async (asked: (requestId: string) => Promise<Answer<Sale>>) => {
    if (busy) return;
    const { step } = useSell.getState();
    setBusy(true);
    const answer = await asked(requestId);
    setBusy(false);
    if (!answer.ok) {
      refuse(isUnapproved(answer.error) ? null : answer.error);
      return;
    }
    const sale = answer.value;
    if (sale.state === 'refused') {
      // That one is over: another try is another token.
      setRequestId(crypto.randomUUID());
      refuse(sale.problem);
      return;
    }
    const movedOn = !here.current || useSell.getState().step !== step;
    onClose();
    if (sale.state !== 'issued') await refreshUnfinished();
    // Who went on without waiting for it is in the middle of something else.
    if (movedOn) {
      await showMadeBeside(sale);
      return;
    }
    useSell.setState(
      sale.state === 'issued' ? { ...freshSale, step: { at: 'sold', sale } } : freshSale,
    );
    go('sell');
  };
  return { give, busy, failure };
}
