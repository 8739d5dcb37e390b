import { useRef, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useTranslation } from 'react-i18next';
import { isAllowed } from '../../../src-shared/contract/permissions.ts';
import { Button } from '../../components/button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { focusChosenTab } from '../../helpers/focus.ts';
import { useKeys } from '../../helpers/keys.ts';
import { tellDone } from '../../stores/notices.ts';
import { useMay } from '../../stores/people.ts';
import {
  draftOf,
  revertSettings,
  saveSettings,
  settingsOf,
  useSettings,
} from '../../stores/settings.ts';
import { showSettingsPart, useSettingsPart } from '../../stores/settings-part.ts';
import { useTill } from '../../stores/till.ts';
import { settingsParts } from './settings-parts.ts';
import { SettingsSearch } from './settings-search.tsx';

/** How the shop wants its till. */
export default function SettingsScreen() {
  const { t } = useTranslation();
  const till = useTill((store) => store.till);
  const { changes, failure, busy } = useSettings();
  const [tried, setTried] = useState(false);
  const mayChange = useMay('manage-shop');
  const part = useSettingsPart((store) => store.part);
  const [searched, setSearched] = useState('');
  const around = useRef<HTMLDivElement>(null);
  const changed = Object.keys(changes).length > 0;
  const save = async () => {
    setTried(true);
    if (!(await saveSettings())) return;
    setTried(false);
    tellDone(t('settings.saved'));
  };
  useKeys('screen', {
    'Control+s': () => {
      if (changed && mayChange) void save();
      return true;
    },
  });
  if (!till?.shop) return null;
  const role = till.operator?.role ?? 'nobody';
  const parts = settingsParts.filter(({ permission }) => isAllowed(role, permission));
  const digits = till.currencyDigits;
  const draft = { ...draftOf(till.shop, digits), ...changes };
  const { settings, problems } = settingsOf(draft, digits);
  const form = { draft, problems: tried || changed ? problems : null };

  return (
    <div className="mx-auto flex md:h-full max-w-5xl flex-col gap-4 p-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <h1 className="text-2xl font-semibold tracking-tight">{t('settings.title')}</h1>
        <SettingsSearch
          text={searched}
          onChange={setSearched}
          parts={around}
          nameOf={(id) =>
            parts.flatMap((each) => (each.id === id ? t(`settings.${each.id}`) : []))[0] ?? ''
          }
        />
      </div>
      <Tabs
        selectedKey={(parts.find(({ id }) => id === part) ?? parts[0])?.id ?? 'about'}
        onSelectionChange={(key) => showSettingsPart(String(key))}
        orientation="vertical"
        className="flex gap-4 max-md:flex-col md:min-h-0 md:flex-1"
        keyboardActivation="automatic"
      >
        <TabList
          ref={focusChosenTab}
          aria-label={t('settings.title')}
          className="-m-1.5 flex shrink-0 gap-1 overflow-auto p-1.5 md:w-51 md:flex-col"
        >
          {parts.map(({ id }) => (
            <Tab
              key={id}
              id={id}
              className="flex min-h-11 shrink-0 cursor-pointer items-center rounded-lg px-4 font-medium text-soft data-[hovered]:bg-surface data-[selected]:bg-accent-soft data-[selected]:font-semibold data-[selected]:text-accent"
            >
              {t(`settings.${id}`)}
            </Tab>
          ))}
        </TabList>
        <div
          ref={around}
          className="min-w-0 flex-1 rounded-xl border border-line bg-surface p-6 shadow-card md:min-h-0 md:overflow-auto"
        >
          {parts.map(({ id, Part }) => (
            <TabPanel
              key={id}
              id={id}
              data-part={id}
              shouldForceMount={searched !== ''}
              className="data-[inert]:hidden"
            >
              <Part {...form} />
            </TabPanel>
          ))}
        </div>
      </Tabs>
      {mayChange && failure && <FailureNote failure={failure} />}
      {mayChange && changed && (
        <div className="flex flex-wrap items-center justify-end gap-3 rounded-xl border border-line bg-surface p-3 pl-5 shadow-card max-md:sticky max-md:bottom-9">
          <p role="status" className="mr-auto font-medium">
            {settings ? t('settings.unsaved') : t('settings.wrong')}
          </p>
          <Button onClick={revertSettings}>{t('settings.revert')}</Button>
          <Button
            look="primary"
            shortcut="Ctrl S"
            disabled={busy || !settings}
            onClick={() => void save()}
          >
            {t('settings.save')}
          </Button>
        </div>
      )}
    </div>
  );
}
