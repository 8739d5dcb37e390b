import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift } from '../../../src-shared/contract/shift-shapes.ts';
import { Card } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useCursorBack } from '../../helpers/cursor-back.ts';
import { type Shortcut, spokenKey } from '../../helpers/key-map.ts';
import { useKeys } from '../../helpers/keys.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useMay, useMayAsk } from '../../stores/people.ts';
import type { Movement } from '../../stores/shift.ts';
import { useTill } from '../../stores/till.ts';
import { DrawerDialog } from './drawer-dialog.tsx';
import { MovementDialog } from './movement-dialog.tsx';
import { UnfinishedNote } from './unfinished-note.tsx';
import { XReport } from './x-report.tsx';

const movements = ['drop', 'payIn', 'payOut'] as const satisfies readonly Movement[];

/** The shift while it sells, and what can be done with its drawer. */
export function RunningCard({ shift, onCount }: { shift: Shift; onCount: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState<Movement | 'x' | 'drawer' | null>(null);
  const unfinished = useTill((store) => store.unfinished);
  const canCount = unfinished.length === 0;
  const approvedOut = !useMay('pay-out');
  const approvedX = !useMay('see-takings');
  const sees = useMayAsk('see-takings');
  const remember = useCursorBack(open !== null);
  const first = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(null);
  // The keyboard has a place to start from.
  useEffect(() => first.current?.focus(), []);
  const hasDrawer = useTill(({ till }) => till?.shop?.drawer.opens ?? false);
  const opensDrawer = useMayAsk('open-drawer') && hasDrawer;
  const approvedDrawer = !useMay('open-drawer');
  const show = (what: Movement | 'x' | 'drawer') => () => {
    remember();
    setOpen(what);
    return true;
  };
  const count = () => {
    if (canCount) onCount();
    return true;
  };
  useKeys('screen', {
    'Alt+1': show('drop'),
    'Alt+2': show('payIn'),
    'Alt+3': show('payOut'),
    ...(sees ? { 'Alt+4': show('x') } : {}),
    'Alt+5': count,
    ...(opensDrawer ? { 'Alt+6': show('drawer') } : {}),
  });
  return (
    <div className="grid gap-4">
      {!canCount && <UnfinishedNote sales={unfinished} />}
      <Card aria-labelledby="running-shift" className="grid gap-4 p-5">
        <h2 id="running-shift" className="text-xl font-semibold tracking-tight">
          {t('shift.running')}
        </h2>
        <Facts
          facts={[
            [t('shift.since'), format.moment(shift.openedAt)],
            [t('shift.opened-by'), shift.openedBy],
            [t('shift.float'), format.money(shift.float)],
          ]}
        />
        {shift.byItself && <p className="text-soft">{t('shift.by-itself')}</p>}
      </Card>
      <section aria-label={t('shift.drawer')} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {movements.map((kind, place) => (
          <Tile
            key={kind}
            ref={place === 0 ? first : null}
            shortcut={`Alt ${place + 1}`}
            title={t(`shift.move.${kind}`)}
            about={t(`shift.move-about.${kind}`)}
            approved={kind === 'payOut' && approvedOut}
            onClick={show(kind)}
          />
        ))}
        {sees && (
          <Tile
            shortcut="Alt 4"
            title={t('shift.x')}
            about={t('shift.x-about')}
            approved={approvedX}
            onClick={show('x')}
          />
        )}
        {opensDrawer && (
          <Tile
            shortcut="Alt 6"
            title={t('paper.drawer.open')}
            about={t('paper.drawer.open-about')}
            approved={approvedDrawer}
            onClick={show('drawer')}
          />
        )}
        <Tile
          main
          shortcut="Alt 5"
          title={t('shift.count')}
          about={t('shift.count-about')}
          disabled={!canCount}
          onClick={count}
        />
      </section>
      {open === 'x' && <XReport onClose={close} />}
      {open === 'drawer' && <DrawerDialog onClose={close} />}
      {open !== null && open !== 'x' && open !== 'drawer' && (
        <MovementDialog kind={open} onClose={close} />
      )}
    </div>
  );
}

interface TileProps {
  title: string;
  about: string;
  shortcut: Shortcut;
  onClick: () => void;
  /** Somebody has to approve of it. */
  approved?: boolean;
  /** What one comes here for at the end of the day. */
  main?: boolean;
  disabled?: boolean;
  ref?: React.Ref<HTMLButtonElement>;
}

function Tile({ title, about, shortcut, onClick, approved, main, disabled, ref }: TileProps) {
  const { t } = useTranslation();
  return (
    <button
      ref={ref}
      type="button"
      disabled={disabled}
      aria-keyshortcuts={spokenKey(shortcut)}
      onClick={onClick}
      className={`flex min-h-24 flex-col items-start gap-1 rounded-xl border p-4 text-left disabled:opacity-60 ${
        main
          ? 'border-accent bg-accent-soft hover:border-accent-strong'
          : 'border-line bg-surface shadow-card hover:border-edge'
      }`}
    >
      <span className="flex w-full items-center justify-between gap-3">
        <span className={`text-lg font-semibold ${main ? 'text-accent' : ''}`}>{title}</span>
        <KeyCap of={shortcut} />
      </span>
      <span className="text-sm text-soft">{about}</span>
      {approved && (
        <span className="mt-auto pt-1 text-xs font-medium text-amber">
          {t('shift.needs-approval')}
        </span>
      )}
    </button>
  );
}
