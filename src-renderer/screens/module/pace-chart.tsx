import { useTranslation } from 'react-i18next';
import type { Forecast } from '../../../src-shared/contract/alarm-shapes.ts';
import { useFormat } from '../../i18n/use-format.ts';

const BAR = 12;
const GAP = 4;
const HEIGHT = 80;
/** A day with a single token can be seen. */
const LEAST = 2;

/** Tokens of the last four weeks, a bar a day; a table says the same to those who cannot see it. */
export function PaceChart({ days }: { days: Forecast['days'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...days.map(({ tokens }) => tokens));
  const width = days.length * (BAR + GAP) - GAP;
  return (
    <figure className="grid gap-1">
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${width} ${HEIGHT}`}
        className="h-24 w-full max-w-xl"
        preserveAspectRatio="none"
      >
        {days.map(({ day, tokens }, index) => {
          const height = tokens === 0 ? 0 : Math.max(LEAST, (HEIGHT * tokens) / most);
          const today = index === days.length - 1;
          return (
            <rect
              key={day}
              x={index * (BAR + GAP)}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              className={today ? 'fill-edge' : 'fill-accent'}
            />
          );
        })}
        <rect x={0} y={HEIGHT - 1} width={width} height={1} className="fill-line" />
      </svg>
      <figcaption className="flex max-w-xl justify-between gap-4 text-[0.8125rem] text-soft">
        <span>{dayName(format, days[0]?.day)}</span>
        <span>{t('alarms.chart')}</span>
        <span>{t('alarms.today')}</span>
      </figcaption>
      <table className="sr-only">
        <caption>{t('alarms.chart')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('alarms.chart-day')}</th>
            <th scope="col">{t('alarms.chart-tokens')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, tokens }) => (
            <tr key={day}>
              <th scope="row">{dayName(format, day)}</th>
              <td>{format.count(tokens)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** A local day, `2026-03-02`, as a person writes it. */
export function dayName(format: ReturnType<typeof useFormat>, day: string | undefined): string {
  // Days have no zone: taken for UTC and written in UTC they stay what they are.
  return day === undefined ? '' : format.keyDate(`${day}T00:00:00Z`);
}
