import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notices } from '../components/notices.tsx';
import { useKeys } from '../helpers/keys.ts';
import { nextCustomer, startWith } from '../screens/sell/find.ts';
import { SellScreen } from '../screens/sell/sell-screen.tsx';
import { followAlarms } from '../stores/alarms.ts';
import { stopExplaining, useExplain } from '../stores/explain.ts';
import { followLicences } from '../stores/licences.ts';
import { openLicence } from '../stores/module-part.ts';
import { changePerson } from '../stores/people.ts';
import { followPrinter } from '../stores/printer.ts';
import { isUnderWay, useSell } from '../stores/sell.ts';
import { followShift } from '../stores/shift.ts';
import { go, type ScreenName, signOut, useTill } from '../stores/till.ts';
import { AlarmBanner } from './alarm-banner.tsx';
import { IdleLock } from './idle-lock.tsx';
import { PeopleDialogs } from './people-dialogs.tsx';
import { Rail } from './rail.tsx';
import { StatusStrip } from './status-strip.tsx';
import { useSwipes } from './swipes.ts';
import { ToldBar } from './told-bar.tsx';

const SalesScreen = lazy(() => import('../screens/sales/sales-screen.tsx'));
const CustomersScreen = lazy(() => import('../screens/customers/customers-screen.tsx'));
const ModuleScreen = lazy(() => import('../screens/module/module-screen.tsx'));
const ShiftScreen = lazy(() => import('../screens/shift/shift-screen.tsx'));
const ReportsScreen = lazy(() => import('../screens/reports/reports-screen.tsx'));
const SettingsScreen = lazy(() => import('../screens/settings/settings-screen.tsx'));
const KeyHelp = lazy(() => import('./key-help.tsx'));
const ExplainDialog = lazy(() => import('../screens/explain/explain-dialog.tsx'));

/** Everything around a screen: where one can go, what state the till is in, and that it is training. */
export function Frame() {
  const screen = useTill((store) => store.screen);
  const explaining = useExplain((store) => store.asked);
  const [keysShown, setKeysShown] = useState(false);
  const to = (place: ScreenName) => () => {
    enter(place);
    return true;
  };
  useEffect(followAlarms, []);
  useEffect(followLicences, []);
  useEffect(followPrinter, []);
  useEffect(followShift, []);
  // Whoever opens a locked till again has asked nothing yet.
  useEffect(() => stopExplaining, []);
  useSwipes(startWith);
  useKeys('frame', {
    F1: () => {
      setKeysShown(true);
      return true;
    },
    F2: to('sell'),
    F3: to('sales'),
    F4: to('customers'),
    F8: to('module'),
    F9: () => {
      openLicence();
      return true;
    },
    F10: to('settings'),
    F12: to('shift'),
    'Alt+o': to('reports'),
    Escape: to('sell'),
    'Alt+p': () => {
      changePerson(true);
      return true;
    },
    'Control+l': () => {
      void lock();
      return true;
    },
  });
  return (
    <div className="flex h-full flex-col max-md:h-auto max-md:min-h-full">
      <StatusStrip />
      <ConnectionNotice />
      <IdleLock />
      <ToldBar />
      {screen === 'sell' && <AlarmBanner />}
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <Rail
          screen={screen}
          onGo={enter}
          onKeys={() => setKeysShown(true)}
          onLock={() => void lock()}
        />
        <main className="min-h-0 min-w-0 flex-1 md:overflow-auto">
          <Suspense fallback={null}>
            {screen === 'sell' && <SellScreen />}
            {screen === 'sales' && <SalesScreen />}
            {screen === 'customers' && <CustomersScreen />}
            {screen === 'module' && <ModuleScreen />}
            {screen === 'shift' && <ShiftScreen />}
            {screen === 'reports' && <ReportsScreen />}
            {screen === 'settings' && <SettingsScreen />}
          </Suspense>
        </main>
      </div>
      <TrainingBar />
      <Notices />
      <PeopleDialogs />
      {explaining && (
        <Suspense fallback={null}>
          <ExplainDialog {...explaining} />
        </Suspense>
      )}
      {keysShown && (
        <Suspense fallback={null}>
          <KeyHelp onClose={() => setKeysShown(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** "Sell" while selling means the next customer, once this one is done. */
function enter(place: ScreenName): void {
  const done = useSell.getState().step.at.startsWith('sold');
  if (place === 'sell' && done && useTill.getState().screen === 'sell') nextCustomer();
  go(place);
}

/** Locks the till. A sale under way keeps its place until its outcome is known. */
async function lock(): Promise<void> {
  await signOut();
  if (!isUnderWay(useSell.getState().attempt)) nextCustomer();
}

export function TrainingBar() {
  const { t } = useTranslation();
  const training = useTill(({ till }) => till?.training ?? false);
  if (!training) return null;
  return (
    <footer className="sticky bottom-0 flex min-h-9 shrink-0 items-center border-t border-amber-line bg-amber-soft px-4 text-[0.8125rem] font-semibold text-amber">
      {t('training')}
    </footer>
  );
}

export function ConnectionNotice() {
  const { t } = useTranslation();
  const connected = useTill((store) => store.connected);
  if (connected) return null;
  return (
    <div role="alert" className="border-b border-red-line bg-red-soft px-4 py-2.5 text-red">
      <strong className="font-semibold">{t('connection.lost')}</strong>{' '}
      <span className="text-ink">{t('connection.hint')}</span>
    </div>
  );
}
