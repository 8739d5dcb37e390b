import {
  Banknote,
  ChartColumn,
  Cpu,
  Keyboard,
  Lock,
  type LucideIcon,
  ReceiptText,
  Settings,
  Users,
  Zap,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Shortcut, spokenKey } from '../helpers/key-map.ts';
import type { ScreenName } from '../stores/till.ts';

const places = [
  { screen: 'sell', shortcut: 'F2', Icon: Zap },
  { screen: 'sales', shortcut: 'F3', Icon: ReceiptText },
  { screen: 'customers', shortcut: 'F4', Icon: Users },
  { screen: 'shift', shortcut: 'F12', Icon: Banknote },
  { screen: 'reports', shortcut: 'Alt O', Icon: ChartColumn },
  { screen: 'module', shortcut: 'F8', Icon: Cpu },
  { screen: 'settings', shortcut: 'F10', Icon: Settings },
] as const;

interface RailProps {
  screen: ScreenName;
  onGo: (screen: ScreenName) => void;
  onKeys: () => void;
  onLock: () => void;
}

/** The places of the till, each with its key. */
export function Rail({ screen, onGo, onKeys, onLock }: RailProps) {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t('rail.name')}
      className="flex shrink-0 gap-1 short:gap-0 overflow-auto border-line bg-surface p-2 max-md:border-b md:w-[5.75rem] md:flex-col md:border-r"
    >
      {places.map(({ screen: place, shortcut, Icon }) => (
        <RailButton
          key={place}
          Icon={Icon}
          label={t(`rail.${place}`)}
          shortcut={shortcut}
          here={screen === place}
          onClick={() => onGo(place)}
        />
      ))}
      <span className="grow" />
      <RailButton Icon={Keyboard} label={t('rail.keys')} shortcut="F1" onClick={onKeys} />
      <RailButton Icon={Lock} label={t('rail.lock')} shortcut="Ctrl L" onClick={onLock} />
    </nav>
  );
}

interface RailButtonProps {
  Icon: LucideIcon;
  label: string;
  shortcut: Shortcut;
  here?: boolean;
  onClick: () => void;
}

function RailButton({ Icon, label, shortcut, here = false, onClick }: RailButtonProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-current={here ? 'page' : undefined}
      aria-keyshortcuts={spokenKey(shortcut)}
      className={`grid min-h-14 min-w-16 short:min-h-13 shrink-0 place-content-center justify-items-center gap-0.5 rounded-lg text-xs ${
        here
          ? 'bg-accent-soft font-semibold text-accent'
          : 'text-soft hover:bg-raised hover:text-ink'
      }`}
    >
      <Icon aria-hidden="true" className="size-[1.125rem]" strokeWidth={here ? 2.2 : 1.8} />
      <span>{label}</span>
      <span aria-hidden="true" className="font-mono text-[0.625rem] leading-3">
        {shortcut}
      </span>
    </button>
  );
}
