import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { focusFirst } from '../../helpers/focus.ts';
import { grouped } from '../../helpers/groups.ts';
import { useSell } from '../../stores/sell.ts';
import { goToCustomer } from '../../stores/till.ts';
import { takeRow } from './find.ts';

/** A meter that nothing can be sold to: why, and the way on from there. */
export default function ClosedNote({ meter }: { meter: Meter }) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { replacedBy } = meter;
  const toHeir = async (meterId: number) => {
    const answer = await ask('meters.get', { meterId });
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    useSell.setState({ closedMeter: null });
    // It may have been replaced or closed in its turn.
    takeRow({ kind: 'meter', key: `m${meterId}`, meter: answer.value });
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-amber-line bg-amber-soft px-5 py-3">
      <TriangleAlert aria-hidden="true" className="size-6 shrink-0 text-amber" />
      <div role="alert" className="min-w-64 flex-1">
        <p className="font-semibold text-amber">
          {replacedBy
            ? t('find.replaced', { number: grouped(replacedBy.drn) })
            : t('find.closed', { number: grouped(meter.drn) })}
        </p>
        <p className="text-sm">{t(replacedBy ? 'find.replaced-hint' : 'find.closed-hint')}</p>
      </div>
      {replacedBy && (
        <Button ref={focusFirst} look="primary" onClick={() => void toHeir(replacedBy.id)}>
          {t('find.to-heir')}
        </Button>
      )}
      <Button onClick={() => goToCustomer(meter.customerId)}>{t('find.open-customer')}</Button>
      {failure && <FailureNote failure={failure} className="w-full" />}
    </div>
  );
}
