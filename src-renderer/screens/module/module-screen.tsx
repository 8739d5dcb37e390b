import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useTranslation } from 'react-i18next';
import { focusChosenTab } from '../../helpers/focus.ts';
import { moduleParts, showModulePart, useModulePart } from '../../stores/module-part.ts';
import { AlarmsPart } from './alarms-part.tsx';
import { ConnectionPart } from './connection-part.tsx';
import { KeysPart } from './keys-part.tsx';
import { LicencePart } from './licence-part.tsx';

/** The security module: what it is, where it is, and what it needs from time to time. */
export default function ModuleScreen() {
  const { t } = useTranslation();
  const shown = useModulePart(({ part }) => part);
  return (
    <div className="mx-auto grid max-w-5xl gap-4 p-4">
      <h1 className="text-2xl font-semibold tracking-tight">{t('module.title')}</h1>
      <Tabs
        selectedKey={shown}
        onSelectionChange={(key) => showModulePart(String(key))}
        className="grid gap-4"
      >
        <TabList
          ref={focusChosenTab}
          aria-label={t('module.title')}
          className="-m-1.5 flex gap-1 overflow-auto p-1.5"
        >
          {moduleParts.map((part) => (
            <Tab
              key={part}
              id={part}
              className="flex min-h-11 shrink-0 cursor-pointer items-center rounded-lg px-4 font-medium text-soft data-[hovered]:bg-surface data-[selected]:bg-accent-soft data-[selected]:font-semibold data-[selected]:text-accent"
            >
              {t(`module.part.${part}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="connection">
          <ConnectionPart />
        </TabPanel>
        <TabPanel id="keys">
          <KeysPart />
        </TabPanel>
        <TabPanel id="licence">
          <LicencePart />
        </TabPanel>
        <TabPanel id="alarms">
          <AlarmsPart />
        </TabPanel>
      </Tabs>
    </div>
  );
}
