import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmThresholds } from '../../../src-shared/contract/alarm-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { saveThresholds } from '../../stores/alarms.ts';
import { tellDone } from '../../stores/notices.ts';
import { useMay } from '../../stores/people.ts';

/** Amber and red of each kind, as the till names them, and the least and most it takes. */
const kinds = [
  { kind: 'transactions', amber: 'transactionsAmber', red: 'transactionsRed', most: 1e9 },
  { kind: 'days', amber: 'daysAmber', red: 'daysRed', most: 3650 },
  { kind: 'keyDays', amber: 'keyDaysAmber', red: 'keyDaysRed', most: 3650 },
  { kind: 'refreshDays', amber: 'refreshDaysAmber', red: 'refreshDaysRed', most: 3650 },
  { kind: 'limitShare', amber: 'limitShareAmber', red: 'limitShareRed', most: 100 },
  { kind: 'clock', amber: 'clockAmberSeconds', red: 'clockRedSeconds', most: 1e6 },
] as const satisfies readonly {
  kind: string;
  amber: keyof AlarmThresholds;
  red: keyof AlarmThresholds;
  most: number;
}[];

type Texts = Readonly<Record<keyof AlarmThresholds, string>>;

function textsOf(thresholds: AlarmThresholds): Texts {
  return {
    transactionsAmber: String(thresholds.transactionsAmber),
    transactionsRed: String(thresholds.transactionsRed),
    daysAmber: String(thresholds.daysAmber),
    daysRed: String(thresholds.daysRed),
    keyDaysAmber: String(thresholds.keyDaysAmber),
    keyDaysRed: String(thresholds.keyDaysRed),
    refreshDaysAmber: String(thresholds.refreshDaysAmber),
    refreshDaysRed: String(thresholds.refreshDaysRed),
    limitShareAmber: String(thresholds.limitShareAmber),
    limitShareRed: String(thresholds.limitShareRed),
    clockAmberSeconds: String(thresholds.clockAmberSeconds),
    clockRedSeconds: String(thresholds.clockRedSeconds),
  };
}

/** A whole number from `least` to `most`; null for anything else. */
function whole(text: string, least: number, most: number): number | null {
  const value = /^\d{1,10}$/u.test(text.trim()) ? Number(text) : null;
  return value !== null && value >= least && value <= most ? value : null;
}

/** From when on there are alarms. */
export function ThresholdsForm({ thresholds }: { thresholds: AlarmThresholds }) {
  const { t } = useTranslation();
  const may = useMay('manage-shop');
  const [typed, setTyped] = useState<Partial<Texts>>({});
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const texts: Texts = { ...textsOf(thresholds), ...typed };
  const read = { ...thresholds };
  const problems = new Map<keyof AlarmThresholds, string>();
  for (const { kind, amber, red, most } of kinds) {
    for (const name of [amber, red]) {
      const value = whole(texts[name], kind === 'clock' ? 1 : 0, most);
      if (value === null) problems.set(name, t('alarms.threshold-wrong'));
      else read[name] = value;
    }
    // A clock is worse the more it is off; everything else the less there is.
    const crossed = kind === 'clock' ? read[red] < read[amber] : read[red] > read[amber];
    if (crossed && !problems.has(red)) problems.set(red, t('alarms.threshold-crossed'));
  }
  const change = (name: keyof AlarmThresholds, text: string) => {
    setTyped((now) => ({ ...now, [name]: text }));
    setFailure(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0 || busy) return;
    setBusy(true);
    const problem = await saveThresholds(read);
    setBusy(false);
    setFailure(problem);
    if (problem) return;
    setTyped({});
    setTried(false);
    tellDone(t('alarms.saved'));
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        {kinds.map(({ kind, amber, red }) => (
          <fieldset key={kind} disabled={!may} className="flex flex-wrap gap-4">
            <legend className="mb-1 text-sm font-semibold">{t(`alarms.threshold.${kind}`)}</legend>
            {([amber, red] as const).map((name) => (
              <Field
                key={name}
                className="w-32"
                label={t(name === amber ? 'alarms.amber' : 'alarms.red')}
                inputMode="numeric"
                maxLength={10}
                value={texts[name]}
                problem={tried ? (problems.get(name) ?? null) : null}
                onChange={(event) => change(name, event.target.value)}
                look="figures text-right"
              />
            ))}
          </fieldset>
        ))}
      </div>
      {failure && <FailureNote failure={failure} />}
      <div>
        {may ? (
          <Button type="submit" look="primary" disabled={busy || Object.keys(typed).length === 0}>
            {t('save')}
          </Button>
        ) : (
          <p className="text-soft">{t('alarms.owner-only')}</p>
        )}
      </div>
    </form>
  );
}
