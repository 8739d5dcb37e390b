import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Button } from '../../components/button.tsx';
import { askApproved, isUnapproved } from '../../stores/approval.ts';

/** Says that the clock is right although the last sale speaks against it. */
export default function ClockRemedy() {
  const { t } = useTranslation();
  const [state, setState] = useState<'open' | 'asking' | 'confirmed'>('open');
  const [failure, setFailure] = useState<Failure | null>(null);
  const confirm = async () => {
    if (state !== 'open') return;
    setState('asking');
    const answer = await askApproved('clock.confirm', {});
    setState(answer.ok ? 'confirmed' : 'open');
    setFailure(answer.ok || isUnapproved(answer.error) ? null : answer.error);
  };
  if (state === 'confirmed') {
    return (
      <p role="status" className="mt-3 font-semibold text-ink">
        {t('clock.confirmed')}
      </p>
    );
  }
  return (
    <>
      <Button className="mt-3" disabled={state === 'asking'} onClick={() => void confirm()}>
        {t('clock.confirm')}
      </Button>
      {failure && <p className="mt-2">{`${failure.message} ${failure.hint}`}</p>}
    </>
  );
}
