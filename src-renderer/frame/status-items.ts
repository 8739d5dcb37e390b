import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../src-shared/contract/alarm-shapes.ts';
import { UNLIMITED_TRANSACTIONS } from '../../src-shared/transactions.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useAlarms } from '../stores/alarms.ts';
import { usePrinter } from '../stores/printer.ts';
import { useShift } from '../stores/shift.ts';
import { type ScreenName, useTill } from '../stores/till.ts';

export interface StatusItem {
  readonly key: string;
  readonly mood: Mood;
  readonly text: string;
  /** The same in fewer words, for where there is no room for all of them. */
  readonly short: string;
  /** The screen that explains it and puts it right. */
  readonly screen: ScreenName;
  /** The part of that screen. */
  readonly part?: Alarm['part'];
}

/** Green is quiet, amber says what will happen, red what to do now; idle is switched off. */
export type Mood = 'good' | 'idle' | 'amber' | 'red';

/** As bad as an alarm is, unless it was put off. What stops sales stays in view. */
function moodOf(alarm: Alarm | undefined): Mood {
  return alarm && (alarm.stopsSales || alarm.snoozedUntil === null) ? alarm.level : 'good';
}

/** What an alarm is about, without the module it is about: `licence-low` of `licence-low:94000001`. */
function kindOf({ id }: Alarm): string {
  return id.split(':', 1)[0] ?? id;
}

/** The alarms with a place of their own in the strip. */
const OWN_PLACE = [
  'licence-low',
  'clock',
  'deposit-low',
  'backup-none',
  'backup-old',
  'backup-failed',
  'printer',
];

const DAY_MS = 86_400_000;

function worst(moods: readonly Mood[]): Mood {
  return (['red', 'amber'] as const).find((mood) => moods.includes(mood)) ?? 'good';
}

/** What the status strip says, from what the till has told. */
export function useStatusItems(): StatusItem[] {
  const { t } = useTranslation();
  const format = useFormat();
  const module = useTill((store) => store.module);
  const till = useTill((store) => store.till);
  const printer = usePrinter((store) => store.state);
  const unfinished = useTill((store) => store.unfinished.length);
  const alarms = useAlarms((store) => store.alarms);
  const standing = useAlarms((store) => store.standing);
  const shift = useShift((store) => store.state);
  const items: StatusItem[] = [];
  const say = (
    key: string,
    mood: Mood,
    words: string | readonly [text: string, short: string],
    screen: ScreenName,
    part?: Alarm['part'],
  ) => {
    const [text, short] = typeof words === 'string' ? [words, words] : words;
    items.push({ key, mood, text, short, screen, ...(part ? { part } : {}) });
  };
  const alarm = (kind: string) => alarms.find((each) => kindOf(each) === kind);

  if (unfinished > 0)
    say('unfinished', 'red', t('status.unfinished', { count: unfinished }), 'sell');

  const id = module?.moduleId ?? '';
  if (!module || module.state === 'looking') say('module', 'amber', t('status.looking'), 'module');
  else if (module.state === 'gone')
    say('module', 'red', [t('status.gone'), t('status.short.gone')], 'module');
  else if (module.state === 'unusable')
    say('module', 'red', t('status.unusable', { id }), 'module');
  else say('module', 'good', [t('status.ready', { id }), t('status.short.module')], 'module');

  const left = module?.transactionsLeft ?? null;
  if (left !== null) {
    const mood = left === 0 ? 'red' : moodOf(alarm('licence-low'));
    const counted = { count: left, shown: format.count(left) };
    const words =
      left === 0
        ? ([t('status.none-left'), t('status.short.none-left')] as const)
        : left >= UNLIMITED_TRANSACTIONS
          ? t('status.unlimited')
          : ([t('status.left', counted), t('status.short.left', counted)] as const);
    say('licence', mood, words, 'module', 'licence');
  }

  const deposit = standing?.deposit;
  if (deposit) {
    const amount =
      deposit.counts === 'money' ? format.money(deposit.left) : `${format.units(deposit.left)} kWh`;
    const text = t('status.deposit', { left: amount });
    say('deposit', moodOf(alarm('deposit-low')), text, 'shift', 'deposit');
  }

  const clock = moodOf(alarm('clock'));
  if (clock !== 'good') {
    const off = Math.max(1, Math.round(Math.abs(module?.clockDifference ?? 0) / 60));
    const words = [t('status.clock', { count: off }), t('status.short.clock')] as const;
    say('clock', clock, words, 'module', 'connection');
  }

  const others = alarms.filter(
    (each) => !OWN_PLACE.includes(kindOf(each)) && moodOf(each) !== 'good',
  );
  const mood = moodOf(others[0]);
  if (mood !== 'good') {
    say('alarms', mood, t('status.alarms', { count: others.length }), 'module', 'alarms');
  }

  const waiting = printer?.waiting ?? 0;
  const inTheWay = printer?.problem?.code ?? null;
  if (till?.shop?.printer.kind === 'none')
    say('printer', 'idle', t('status.no-printer'), 'settings');
  else if (inTheWay !== null) {
    const mood = waiting > 0 ? 'red' : 'amber';
    const screen = waiting > 0 ? 'sales' : 'settings';
    if (inTheWay === 'printer.paper-out')
      say('printer', mood, [t('status.printer-paper-out'), t('status.short.paper-out')], screen);
    else if (inTheWay === 'printer.cover-open')
      say('printer', mood, [t('status.printer-cover-open'), t('status.short.cover-open')], screen);
    else say('printer', mood, [t('status.printer-away'), t('status.short.printer-away')], screen);
  } else if (printer?.condition === 'paper-low')
    say('printer', 'amber', [t('status.printer-low'), t('status.short.paper-low')], 'settings');
  else say('printer', 'good', t('status.printer'), 'settings');
  if (waiting > 0) {
    const counted = { shown: format.count(waiting) };
    const words = [t('status.slips-waiting', counted), t('status.short.slips', counted)] as const;
    say('slips', 'amber', words, 'sales');
  }

  if (standing) {
    const mood = worst(alarms.filter((each) => kindOf(each).startsWith('backup-')).map(moodOf));
    const { hasFolder, lastGoodAt } = standing.backup;
    const days = lastGoodAt ? Math.floor((Date.now() - Date.parse(lastGoodAt)) / DAY_MS) : 0;
    const text = !lastGoodAt
      ? t('status.no-backup')
      : days > 0
        ? t('status.backup-days', { count: days })
        : t('status.backup');
    const isOff = !hasFolder && mood === 'good';
    say('backup', isOff ? 'idle' : mood, text, 'settings', 'backup');
  }

  if (shift?.shift?.state === 'counted')
    say('shift', 'red', [t('status.shift-counted'), t('status.short.shift-counted')], 'shift');
  else if (shift?.shift) {
    const since = { when: format.when(shift.shift.openedAt) };
    const words = [t('status.shift-open', since), t('status.short.shift-open', since)] as const;
    say('shift', 'good', words, 'shift');
  } else if (shift && till?.shop?.shiftsByHand)
    say('shift', 'amber', [t('status.shift-needed'), t('status.short.shift-needed')], 'shift');
  else if (shift) say('shift', 'idle', t('status.shift-none'), 'shift');

  if (till?.training) say('training', 'amber', t('status.training'), 'module');
  return items;
}
