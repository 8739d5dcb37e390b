import { useEffect } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useTranslation } from 'react-i18next';
import { focusChosenTab } from '../../helpers/focus.ts';
import { useMayAsk } from '../../stores/people.ts';
import { refreshShift, shiftParts, showShiftPart, useShift } from '../../stores/shift.ts';
import { DepositPart } from './deposit-part.tsx';
import { NowPart } from './now-part.tsx';
import { ReportsPart } from './reports-part.tsx';

/** The drawer: the shift that is running, the Z reports of those before, the deposit with the utility. */
export default function ShiftScreen() {
  const { t } = useTranslation();
  const chosen = useShift(({ part }) => part);
  const seesDeposit = useMayAsk('see-deposit');
  const parts = shiftParts.filter((part) => part !== 'deposit' || seesDeposit);
  const shown = parts.find((part) => part === chosen) ?? 'now';
  useEffect(() => void refreshShift(), []);
  return (
    <div className="mx-auto grid max-w-5xl gap-4 p-4">
      <h1 className="sr-only">{t('shift.title')}</h1>
      <Tabs
        selectedKey={shown}
        onSelectionChange={(key) => showShiftPart(String(key))}
        className="grid gap-4"
      >
        <TabList
          ref={focusChosenTab}
          aria-label={t('shift.title')}
          className="-m-1.5 flex gap-1 overflow-auto p-1.5"
        >
          {parts.map((part) => (
            <Tab
              key={part}
              id={part}
              className="flex min-h-11 shrink-0 cursor-pointer items-center rounded-lg px-4 font-medium text-soft data-[hovered]:bg-surface data-[selected]:bg-accent-soft data-[selected]:font-semibold data-[selected]:text-accent"
            >
              {t(`shift.part.${part}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="now">
          <NowPart />
        </TabPanel>
        <TabPanel id="reports">
          <ReportsPart />
        </TabPanel>
        {seesDeposit && (
          <TabPanel id="deposit">
            <DepositPart />
          </TabPanel>
        )}
      </Tabs>
    </div>
  );
}
