import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import type { DepositSettings, DepositState } from '../../../src-shared/contract/shift-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { MoneyField } from '../../components/money-field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Switch } from '../../components/switch.tsx';
import { readAmount } from '../../helpers/amount.ts';
import { tellDone } from '../../stores/notices.ts';
import { useDepositUnit } from './deposit-amount.ts';

interface DepositFormProps {
  settings: DepositSettings;
  onSaved: (state: DepositState) => void;
}

/** Whether the deposit is counted and in what, and when the till warns or stops. */
export function DepositForm({ settings, onSaved }: DepositFormProps) {
  const { t } = useTranslation();
  const [counts, setCounts] = useState(settings.counts);
  const known = counts === settings.counts;
  const unit = useDepositUnit(counts);
  // Null until something is typed: what is kept, or nothing where it is counted in something else.
  const [warnTyped, setWarnText] = useState<string | null>(null);
  const [stops, setStops] = useState(settings.stopAt !== null);
  const [stopTyped, setStopText] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const off = counts === 'off';
  const warnText = warnTyped ?? unit.write(known ? settings.warnAt : 0);
  const stopText = stopTyped ?? unit.write(known ? (settings.stopAt ?? 0) : 0);
  const warnAt = readAmount(warnText, unit.digits);
  const stopAt = readAmount(stopText, unit.digits, { signed: true });
  const above = !off && stops && warnAt.ok && stopAt.ok && stopAt.value > warnAt.value;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || above || !(off || (warnAt.ok && (stopAt.ok || !stops)))) return;
    setBusy(true);
    const answer = await ask('deposit.save', {
      counts,
      warnAt: warnAt.ok ? warnAt.value : settings.warnAt,
      stopAt: stops && stopAt.ok ? stopAt.value : null,
    });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    setFailure(null);
    onSaved(answer.value);
    tellDone(t('deposit.saved'));
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Segmented
        label={t('deposit.counts')}
        value={counts}
        onChange={(next) => {
          setCounts(next);
          setWarnText(null);
          setStopText(null);
        }}
        options={[
          { value: 'off', text: t('deposit.counts-off') },
          { value: 'money', text: t('deposit.counts-money') },
          { value: 'steps', text: 'kWh' },
        ]}
      />
      {!off && (
        <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
          <MoneyField
            label={t('deposit.warn-at', { unit: unit.symbol })}
            hint={t('deposit.warn-hint')}
            value={warnText}
            problem={tried && !warnAt.ok ? warnAt.error : null}
            onChange={setWarnText}
            className="max-w-60 sm:row-span-2"
          />
          <Switch
            label={t('deposit.stop')}
            hint={t('deposit.stop-hint')}
            checked={stops}
            onChange={setStops}
          />
          {stops && (
            <MoneyField
              label={t('deposit.stop-at', { unit: unit.symbol })}
              hint={t('deposit.stop-at-hint')}
              value={stopText}
              problem={tried && !stopAt.ok ? stopAt.error : null}
              wrong={above ? t('deposit.stop-above', { amount: unit.format(warnAt.value) }) : null}
              onChange={setStopText}
              className="max-w-60"
            />
          )}
        </div>
      )}
      {failure && <FailureNote failure={failure} />}
      <div>
        <Button type="submit" look="primary" disabled={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
