import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm, AlarmList } from '../../../src-shared/contract/alarm-shapes.ts';
import type { Failure } from '../../../src-shared/contract/failure.ts';
import { UNLIMITED_TRANSACTIONS } from '../../../src-shared/transactions.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import SnoozeDialog from '../../components/snooze-dialog.tsx';
import { useFormat } from '../../i18n/use-format.ts';
import { goToAlarm, refreshAlarms, useAlarms } from '../../stores/alarms.ts';
import { useTill } from '../../stores/till.ts';
import { PaceChart } from './pace-chart.tsx';
import { ThresholdsForm } from './thresholds-form.tsx';

/** Every alarm with the order to place, how long the licence lasts, and when to warn. */
export function AlarmsPart() {
  const { t } = useTranslation();
  const { alarms, list } = useAlarms();
  const [asking, setAsking] = useState<Alarm | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    void refreshAlarms().then(setFailure);
  }, []);
  return (
    <div className="grid gap-4">
      {failure && <FailureNote failure={failure} />}
      <Card aria-labelledby="alarms" className="grid gap-4 p-5">
        <h2 id="alarms" className="text-lg font-semibold">
          {t('alarms.title')}
        </h2>
        {alarms.length === 0 && <p className="text-soft">{t('alarms.none')}</p>}
        {alarms.length > 0 && (
          <ul className="grid gap-4">
            {alarms.map((alarm) => (
              <AlarmItem key={alarm.id} alarm={alarm} onSnooze={() => setAsking(alarm)} />
            ))}
          </ul>
        )}
      </Card>
      {list && <ForecastCard forecast={list.forecast} />}
      {list && (
        <Card aria-labelledby="thresholds" className="p-5">
          <h2 id="thresholds" className="text-lg font-semibold">
            {t('alarms.thresholds')}
          </h2>
          <p className="mb-4 text-soft">{t('alarms.thresholds-about')}</p>
          <ThresholdsForm thresholds={list.thresholds} />
        </Card>
      )}
      {list && <SnoozeCard snoozes={list.snoozes} />}
      {asking && <SnoozeDialog alarm={asking} onClose={() => setAsking(null)} />}
    </div>
  );
}

const looks: Record<Alarm['level'], string> = {
  amber: 'border-amber-line bg-amber-soft text-amber',
  red: 'border-red-line bg-red-soft text-red',
};

function AlarmItem({ alarm, onSnooze }: { alarm: Alarm; onSnooze: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={`rounded-lg border px-4 py-3 ${looks[alarm.level]}`}>
      <p className="font-semibold">
        {alarm.message}{' '}
        <span className="rounded-full border border-current px-2 py-0.5 text-xs whitespace-nowrap">
          {t(alarm.stopsSales ? 'alarms.stops' : `alarms.${alarm.level}`)}
        </span>
      </p>
      <p className="mt-1 text-ink">{alarm.advice}</p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        {alarm.part !== 'alarms' && (
          <Button onClick={() => goToAlarm(alarm)}>{t(`alarms.fix.${alarm.part}`)}</Button>
        )}
        {alarm.snoozedUntil ? (
          <p className="text-sm text-ink">
            {t('alarms.put-off-until', { when: format.moment(alarm.snoozedUntil) })}
          </p>
        ) : (
          <Button look="quiet" onClick={onSnooze}>
            {t('alarms.remind')}
          </Button>
        )}
      </div>
    </li>
  );
}

function ForecastCard({ forecast }: { forecast: AlarmList['forecast'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { daysLeft, perDayTenths, days } = forecast;
  const left = useTill(({ module }) => module?.transactionsLeft ?? null);
  const lasts = () => {
    if (left === UNLIMITED_TRANSACTIONS) return t('alarms.no-end');
    if (perDayTenths === null) return t('alarms.no-pace');
    if (daysLeft === null) return t('alarms.not-known');
    return daysLeft === 0
      ? t('alarms.less-than-a-day')
      : t('alarms.days-left', { count: daysLeft });
  };
  return (
    <Card aria-labelledby="forecast" className="grid gap-3 p-5">
      <h2 id="forecast" className="text-lg font-semibold">
        {t('alarms.forecast')}
      </h2>
      <p className={perDayTenths === null ? 'text-soft' : 'font-medium'}>{lasts()}</p>
      {perDayTenths !== null && (
        <>
          <p className="text-soft">{t('alarms.per-day', { shown: format.units(perDayTenths) })}</p>
          <PaceChart days={days} />
        </>
      )}
    </Card>
  );
}

function SnoozeCard({ snoozes }: { snoozes: AlarmList['snoozes'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card aria-labelledby="snoozes" className="grid gap-2 p-5">
      <h2 id="snoozes" className="text-lg font-semibold">
        {t('alarms.snoozes')}
      </h2>
      {snoozes.length === 0 ? (
        <p className="text-soft">{t('alarms.no-snoozes')}</p>
      ) : (
        <ul className="grid gap-1">
          {snoozes.map(({ alarm, operatorName, at, reason }) => (
            <li key={`${alarm} ${at}`}>
              <code className="digits mr-2 text-xs text-soft">{alarm}</code>
              {t('alarms.snooze-line', { who: operatorName, when: format.moment(at), reason })}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
