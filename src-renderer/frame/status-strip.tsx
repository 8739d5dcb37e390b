import { UserRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../components/key-cap.tsx';
import { spokenKey } from '../helpers/key-map.ts';
import { useFormat } from '../i18n/use-format.ts';
import { goToPart } from '../stores/alarms.ts';
import { changePerson } from '../stores/people.ts';
import { go, useTill } from '../stores/till.ts';
import { type Mood, type StatusItem, useStatusItems } from './status-items.ts';
import { isShort, useRoom } from './status-room.ts';

const dots: Record<Mood, string> = {
  good: 'bg-accent',
  idle: 'border border-edge',
  amber: 'bg-amber',
  red: 'bg-red',
};
const chips: Record<Mood, string> = {
  good: 'text-soft group-hover:bg-raised',
  idle: 'text-soft group-hover:bg-raised',
  amber: 'bg-amber-soft text-amber font-medium',
  red: 'bg-red-soft text-red font-semibold',
};

/** What state the till is in, always in view. Quiet while all is well. */
export function StatusStrip() {
  const { t } = useTranslation();
  const items = useStatusItems();
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list, items.map(({ text }) => text).join());
  const operator = useTill(({ till }) => till?.operator?.name ?? '');
  return (
    <header className="flex min-h-11 items-center gap-x-1 border-b max-md:flex-wrap border-line bg-surface pr-4 pl-3 text-[0.8125rem] max-xl:pr-2 max-xl:text-xs">
      {/* On a small screen what the till has to say needs the room. */}
      <span className="mr-2 text-[0.9375rem] font-bold tracking-tight max-[72rem]:hidden">
        Voltill
      </span>
      <ul
        ref={list}
        aria-label={t('status.name')}
        className={`flex min-w-0 flex-auto items-center whitespace-nowrap ${room === 'rows' ? 'flex-wrap' : ''}`}
      >
        {items.map((item) => (
          // Where there is little room the bar below says it alone.
          <li key={item.key} className={item.key === 'training' ? 'max-2xl:hidden' : ''}>
            <Chip item={item} isShort={isShort(item, room)} />
          </li>
        ))}
      </ul>
      <button
        type="button"
        onClick={() => changePerson(true)}
        aria-keyshortcuts={spokenKey('Alt P')}
        className="ml-auto flex h-11 max-w-56 shrink-0 items-center gap-2 rounded-md px-3 text-soft hover:text-ink"
      >
        <UserRound aria-hidden="true" className="size-4 shrink-0" />
        <span className="sr-only">{t('change-person.button', { name: operator })}</span>
        <span aria-hidden="true" className="truncate">
          {operator}
        </span>
        {/* The sheet of keys shows it as well. */}
        {(room === 'all' || room === 'quiet') && <KeyCap of="Alt P" />}
      </button>
      <WallClock />
    </header>
  );
}

function Chip({ item, isShort }: { item: StatusItem; isShort: boolean }) {
  const { mood, text, short, screen, part } = item;
  return (
    <button
      type="button"
      title={isShort ? text : undefined}
      aria-label={isShort ? text : undefined}
      onClick={() => {
        if (part) goToPart(part);
        else go(screen);
      }}
      className="group flex h-11 items-center rounded-md px-0.5"
    >
      <span
        className={`flex items-center gap-2 rounded-full px-2.5 py-1 max-xl:gap-1.5 max-xl:px-1.5 ${chips[mood]}`}
      >
        <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${dots[mood]}`} />
        {isShort ? short : text}
      </span>
    </button>
  );
}

function WallClock() {
  const format = useFormat();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const ticking = setInterval(() => setNow(new Date()), 5000);
    return () => clearInterval(ticking);
  }, []);
  return (
    <time dateTime={now.toISOString()} className="figures shrink-0 pl-3 font-semibold">
      {format.time(now)}
    </time>
  );
}
