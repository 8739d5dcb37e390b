import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { DepositState } from '../../../src-shared/contract/shift-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useCursorBack } from '../../helpers/cursor-back.ts';
import { useMay, useMayAsk } from '../../stores/people.ts';
import { useTill } from '../../stores/till.ts';
import { useDepositUnit } from './deposit-amount.ts';
import { DepositDialog, type DepositMove } from './deposit-dialog.tsx';
import { DepositForm } from './deposit-form.tsx';
import { DepositMovements } from './deposit-movements.tsx';

/** What the vendor has with the utility, and how it went there and away. */
export function DepositPart() {
  const { t } = useTranslation();
  // Each sale is counted down.
  const counter = useTill(({ module }) => module?.transactionsLeft ?? null);
  const [state, setState] = useState<DepositState | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for anew when something was sold
  useEffect(() => {
    let gone = false;
    void ask('deposit.state', {}).then((answer) => {
      if (gone) return;
      if (answer.ok) setState(answer.value);
      setFailure(answer.ok ? null : answer.error);
    });
    return () => {
      gone = true;
    };
  }, [counter]);
  if (failure) return <FailureNote failure={failure} />;
  if (!state) return <p className="p-4 text-soft">{t('loading')}</p>;
  return <DepositView state={state} onChange={setState} />;
}

interface DepositViewProps {
  state: DepositState;
  onChange: (state: DepositState) => void;
}

function DepositView({ state, onChange }: DepositViewProps) {
  const { t } = useTranslation();
  const { settings, left, movements } = state;
  const unit = useDepositUnit(settings.counts);
  const manages = useMayAsk('manage-deposit');
  const approved = !useMay('manage-deposit');
  const owns = useMay('manage-shop');
  const [moving, setMoving] = useState<DepositMove | null>(null);
  const remember = useCursorBack(moving !== null);
  const move = (kind: DepositMove) => () => {
    remember();
    setMoving(kind);
  };
  const on = left !== null;
  const low = on && left <= settings.warnAt;
  return (
    <div className="grid gap-4">
      <Card aria-labelledby="deposit" className="grid gap-3 p-5">
        <h2 id="deposit" className="text-lg font-semibold">
          {t('deposit.title')}
        </h2>
        {on ? (
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
            <div>
              <p className="text-[0.8125rem] text-soft">{t('deposit.left')}</p>
              <p
                className={`figures text-[2.25rem] leading-tight font-semibold tracking-tight ${low ? 'text-amber' : ''}`}
              >
                {unit.format(left)}
              </p>
              <p className="figures text-sm text-soft">
                {t('deposit.warns', { amount: unit.format(settings.warnAt) })} {'\u00b7'}{' '}
                {settings.stopAt === null
                  ? t('deposit.never-stops')
                  : t('deposit.stops', { amount: unit.format(settings.stopAt) })}
              </p>
            </div>
            {manages && (
              <div>
                <div className="flex flex-wrap gap-3">
                  <Button onClick={move('correction')}>{t('deposit.correction')}</Button>
                  <Button look="primary" onClick={move('top-up')}>
                    {t('deposit.top-up')}
                  </Button>
                </div>
                {approved && (
                  <p className="mt-1 text-right text-xs font-medium text-amber">
                    {t('shift.needs-approval')}
                  </p>
                )}
              </div>
            )}
          </div>
        ) : (
          <div>
            <p className="font-semibold">{t('deposit.off')}</p>
            {owns && <p className="text-soft">{t('deposit.off-hint')}</p>}
          </div>
        )}
      </Card>
      {on && <DepositMovements movements={movements} unit={unit} />}
      {owns && (
        <Card aria-labelledby="deposit-settings" className="grid gap-3 p-5">
          <h2 id="deposit-settings" className="text-lg font-semibold">
            {t('deposit.settings')}
          </h2>
          <DepositForm key={JSON.stringify(settings)} settings={settings} onSaved={onChange} />
        </Card>
      )}
      {moving && (
        <DepositDialog
          kind={moving}
          unit={unit}
          onMoved={onChange}
          onClose={() => setMoving(null)}
        />
      )}
    </div>
  );
}
