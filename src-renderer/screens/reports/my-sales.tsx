import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../bridge/door.ts';
import { go } from '../../stores/till.ts';
import { type Period, periodOf } from './period.ts';
import { PeriodBar } from './period-bar.tsx';
import { SalesBehind } from './sales-behind.tsx';

const PAGE = 40;

/** What somebody sold themselves, for those who may not see the takings. */
export function MySales() {
  const { t } = useTranslation();
  const [period, setPeriod] = useState<Period>(() => periodOf('today', new Date()));
  return (
    <div className="flex min-h-0 flex-col gap-3 p-4 md:h-full">
      <div>
        <h1 className="text-xl font-semibold tracking-tight">{t('reports.mine')}</h1>
        <p className="text-soft">{t('reports.mine-about')}</p>
      </div>
      <PeriodBar period={period} onChange={setPeriod} />
      <SalesBehind
        key={`${period.from} ${period.to}`}
        label={t('reports.mine')}
        load={(after) => ask('reports.mine', { ...period, after, limit: PAGE })}
        isOneDay={period.from === period.to}
        onLeave={() => go('sell')}
      />
    </div>
  );
}
