import { type KeyboardEvent, type RefObject, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useArrowsAmongRows } from '../../components/rows.ts';
import { SearchBox } from '../../components/search-box.tsx';
import { useKeys } from '../../helpers/keys.ts';
import { showSettingsPart } from '../../stores/settings-part.ts';
import { type FoundSetting, findSettings } from './find-setting.ts';

const MOST = 8;

interface SettingsSearchProps {
  text: string;
  onChange: (text: string) => void;
  /** Around the parts, all of which are drawn while something is searched. */
  parts: RefObject<HTMLElement | null>;
  /** What a part is called. */
  nameOf: (part: string) => string;
}

/** Finds any setting by its words, and goes to it with the cursor. */
export function SettingsSearch({ text, onChange, parts, nameOf }: SettingsSearchProps) {
  const { t } = useTranslation();
  const found = useFound(parts, text);
  const around = useArrowsAmongRows<HTMLDivElement>();
  const take = ({ part, target }: FoundSetting) => {
    showSettingsPart(part);
    onChange('');
    // The part has to be in view before anything in it can have the cursor.
    requestAnimationFrame(() => putCursor(target));
  };
  const takeFirst = (event: KeyboardEvent) => {
    const [first] = found;
    if (event.key !== 'Enter' || !first || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    take(first);
  };
  useKeys('screen', {
    'Control+f': () => {
      around.current?.querySelector('input')?.focus();
      return true;
    },
    Escape: () => {
      if (text === '') return false;
      onChange('');
      return true;
    },
  });
  return (
    <search ref={around} className="relative z-10 ml-auto w-full max-w-md" onKeyDown={takeFirst}>
      <SearchBox
        later
        label={t('settings.search')}
        value={text}
        onChange={onChange}
        shortcut="Ctrl F"
      />
      {text.trim() !== '' && (
        <ul className="absolute inset-x-0 top-full mt-1.5 max-h-[min(24rem,60vh)] overflow-auto rounded-xl border border-line bg-surface p-2 shadow-card">
          {found.map((setting) => (
            <li key={`${setting.part} ${setting.label}`}>
              <button
                type="button"
                data-row=""
                onClick={() => take(setting)}
                className="flex min-h-11 w-full flex-wrap items-center justify-between gap-x-4 rounded-lg px-3 py-1.5 text-left hover:bg-raised"
              >
                <span className="font-medium">{setting.label}</span>
                <span className="text-sm text-soft">{nameOf(setting.part)}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="p-3 text-soft">{t('settings.search-none', { text: text.trim() })}</li>
          )}
        </ul>
      )}
      <p role="status" className="sr-only">
        {text.trim() !== '' && t('settings.search-found', { count: found.length })}
      </p>
    </search>
  );
}

/** What is found in the parts, and again when one of them has got what it asked the till for. */
function useFound(parts: RefObject<HTMLElement | null>, text: string): readonly FoundSetting[] {
  const [found, setFound] = useState<readonly FoundSetting[]>([]);
  // After the parts are drawn, before anybody sees it.
  useLayoutEffect(() => {
    const around = parts.current;
    if (!around || text.trim() === '') {
      setFound([]);
      return;
    }
    const look = () => setFound(findSettings(around, text, MOST));
    look();
    const changes = new MutationObserver(look);
    changes.observe(around, { childList: true, subtree: true });
    return () => changes.disconnect();
  }, [parts, text]);
  return found;
}

function putCursor(target: HTMLElement): void {
  // What is only told takes the cursor for this once.
  if (!target.matches('input, textarea, select, button')) target.tabIndex = -1;
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}
