import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { inputLook } from '../../components/field.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { spokenKey } from '../../helpers/key-map.ts';
import { useKeys } from '../../helpers/keys.ts';
import { type Period, periodOf, presets } from './period.ts';

interface PeriodBarProps {
  period: Period;
  onChange: (period: Period) => void;
}

/** The time a report is of: one of the usual ones by a key, or any days. */
export function PeriodBar({ period, onChange }: PeriodBarProps) {
  const { t } = useTranslation();
  const now = new Date();
  const choose = (index: number) => () => {
    const preset = presets[index];
    if (preset) onChange(periodOf(preset, new Date()));
    return preset !== undefined;
  };
  useKeys('screen', {
    'Alt+1': choose(0),
    'Alt+2': choose(1),
    'Alt+3': choose(2),
    'Alt+4': choose(3),
    'Alt+5': choose(4),
  });
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <legend className="sr-only">{t('reports.period')}</legend>
      <div className="flex flex-wrap rounded-lg border border-edge bg-surface p-0.5">
        {presets.map((preset, index) => {
          const { from, to } = periodOf(preset, now);
          const here = from === period.from && to === period.to;
          return (
            <button
              key={preset}
              type="button"
              aria-pressed={here}
              aria-keyshortcuts={spokenKey(`Alt ${index + 1}`)}
              onClick={choose(index)}
              className={`flex min-h-11 items-center gap-1.5 rounded-md px-2.5 font-medium max-xl:px-2 max-xl:text-sm whitespace-nowrap ${
                here ? 'bg-accent-soft font-semibold text-accent' : 'text-soft hover:text-ink'
              }`}
            >
              {t(`reports.${preset}`)}
              <span className="max-xl:hidden">
                <KeyCap of={`Alt ${index + 1}`} />
              </span>
            </button>
          );
        })}
      </div>
      <div className="flex items-center gap-1.5">
        <DayField
          label={t('reports.from')}
          day={period.from}
          onChange={(from) => onChange({ ...period, from })}
        />
        <span aria-hidden="true" className="text-soft">
          {'\u2013'}
        </span>
        <DayField
          label={t('reports.to')}
          day={period.to}
          onChange={(to) => onChange({ ...period, to })}
        />
      </div>
    </fieldset>
  );
}

interface DayFieldProps {
  label: string;
  day: string;
  onChange: (day: string) => void;
}

function DayField({ label, day, onChange }: DayFieldProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <input
        id={id}
        type="date"
        required
        value={day}
        // A date that is half typed is none yet.
        onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
        className={`${inputLook} figures w-36 max-w-36 max-xl:w-32 max-xl:px-2 max-xl:text-sm`}
      />
    </>
  );
}
