import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { ShiftCount } from '../../../src-shared/contract/shift-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { useMay } from '../../stores/people.ts';
import { CloseForm } from './close-form.tsx';
import { CountTable } from './count-table.tsx';

interface CountedCardProps {
  count: ShiftCount;
  /** Minor units; a usual sum to leave. */
  float: number;
  onAgain: () => void;
  /** Gets the number of the Z report. */
  onClosed: (number: number) => void;
}

/** What was counted against what should be there, and the way to close the shift. */
export function CountedCard({ count, float, onAgain, onClosed }: CountedCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const approved = !useMay('recount');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const close = async (explanation: string, left: number) => {
    if (busy) return;
    setBusy(true);
    const answer = await ask('shift.close', { explanation, left });
    setBusy(false);
    if (answer.ok) onClosed(answer.value.number);
    else setFailure(answer.error);
  };
  return (
    <Card aria-labelledby="counted" className="max-w-3xl p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 id="counted" className="text-xl font-semibold tracking-tight">
            {t('shift.counted-title')}
          </h2>
          <p className="text-sm text-soft">
            {t('shift.counted-by', { name: count.countedBy, when: format.moment(count.at) })}{' '}
            {count.times > 1 && t('shift.counted-times', { count: count.times })}
          </p>
        </div>
        <div className="text-right">
          <Button disabled={busy} onClick={onAgain}>
            {t('shift.count-again')}
          </Button>
          {approved && (
            <p className="mt-1 text-xs font-medium text-amber">{t('shift.needs-approval')}</p>
          )}
        </div>
      </div>
      <CountTable count={count} />
      <CloseForm
        key={count.times}
        count={count}
        float={float}
        busy={busy}
        onClose={(explanation, left) => void close(explanation, left)}
      />
      {failure && <FailureNote failure={failure} className="mt-4" />}
    </Card>
  );
}
