import type { AlarmSource } from './source.ts';

/** What is told while nobody misses a slip, and what once one waits. */
const AWAY = { idle: 'printer-away', waiting: 'printer-away-waiting' } as const;
/** Of everything but these it is enough to say that the printer cannot be reached. */
const TOLD: Readonly<Record<string, { readonly idle: string; readonly waiting: string }>> = {
  'paper-out': { idle: 'printer-paper-out', waiting: 'printer-paper-out-waiting' },
  'cover-open': { idle: 'printer-cover-open', waiting: 'printer-cover-open-waiting' },
};

/** A printer that does not print: amber while nobody misses a slip, red once one waits. */
export const printerSource: AlarmSource = ({ printer }) => {
  const { trouble, name, waiting } = printer;
  const common = { id: 'printer', stopsSales: false, part: 'slips', inDays: 0 } as const;
  if (trouble === null) {
    if (waiting === 0) return [];
    return [{ ...common, code: 'slips-wait', level: 'amber', detail: { count: waiting } }];
  }
  const code = TOLD[trouble] ?? AWAY;
  const detail = { printer: name, count: waiting };
  return waiting === 0
    ? [{ ...common, code: code.idle, level: 'amber', detail }]
    : [{ ...common, code: code.waiting, level: 'red', detail }];
};
