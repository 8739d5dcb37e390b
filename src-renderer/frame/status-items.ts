import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { type ScreenName, useTill } from '../stores/till.ts';

/** Below this the licence is spoken of before it runs out. */
const FEW_TRANSACTIONS = 50;
/** TIDs are minutes: a clock further off than this shows in them. */
const CLOCK_OFF_SECONDS = 120;

interface StatusItem {
  readonly key: string;
  readonly mood: Mood;
  readonly text: string;
  /** The screen that explains it and puts it right. */
  readonly screen: ScreenName;
}

/** Green is quiet, amber says what will happen, red what to do now; idle is switched off. */
export type Mood = 'good' | 'idle' | 'amber' | 'red';

/** What the status strip says, from what the till has told. */
export function useStatusItems(): StatusItem[] {
  const { t } = useTranslation();
  const format = useFormat();
  const module = useTill((store) => store.module);
  const till = useTill((store) => store.till);
  const lastPrint = useTill((store) => store.lastPrint);
  const unfinished = useTill((store) => store.unfinished.length);
  const items: StatusItem[] = [];
  const say = (key: string, mood: Mood, text: string, screen: ScreenName) =>
    items.push({ key, mood, text, screen });

  if (unfinished > 0)
    say('unfinished', 'red', t('status.unfinished', { count: unfinished }), 'sell');

  const id = module?.moduleId ?? '';
  if (!module || module.state === 'looking') say('module', 'amber', t('status.looking'), 'module');
  else if (module.state === 'gone') say('module', 'red', t('status.gone'), 'module');
  else if (module.state === 'unusable')
    say('module', 'red', t('status.unusable', { id }), 'module');
  else say('module', 'good', t('status.ready', { id }), 'module');

  const left = module?.transactionsLeft ?? null;
  if (left !== null) {
    const mood = left === 0 ? 'red' : left < FEW_TRANSACTIONS ? 'amber' : 'good';
    const text =
      left === 0
        ? t('status.none-left')
        : t('status.left', { count: left, shown: format.count(left) });
    say('licence', mood, text, 'module');
  }

  const off = Math.abs(module?.clockDifference ?? 0);
  if (off > CLOCK_OFF_SECONDS) {
    say('clock', 'amber', t('status.clock', { count: Math.round(off / 60) }), 'module');
  }

  if (till?.shop?.printer.kind === 'none')
    say('printer', 'idle', t('status.no-printer'), 'settings');
  else if (lastPrint?.state === 'failed')
    say('printer', 'red', t('status.printer-failed'), 'settings');
  else say('printer', 'good', t('status.printer'), 'settings');

  if (till?.training) say('training', 'amber', t('status.training'), 'module');
  return items;
}
