import { UNLIMITED_TRANSACTIONS } from '../../src-shared/transactions.ts';
import { type AlarmSource, daysUntil, levelAt } from './source.ts';

const WORSE = ['red', 'amber'] as const;

/** Transactions left: by their number, and by the days they last at the present pace. */
export const licenceCountSource: AlarmSource = ({ module, forecast }, thresholds) => {
  const left = module?.transactionsLeft ?? null;
  if (!module || left === null || left === UNLIMITED_TRANSACTIONS) return [];
  const { moduleId } = module;
  const id = `licence-low:${moduleId}`;
  const common = { id, part: 'licence', detail: { moduleId, count: left } } as const;
  if (left === 0) {
    return [{ ...common, code: 'licence-used-up', level: 'red', stopsSales: true, inDays: 0 }];
  }
  const days = forecast.daysLeft;
  const levels = [
    levelAt(left, thresholds.transactionsAmber, thresholds.transactionsRed),
    days === null ? null : levelAt(days, thresholds.daysAmber, thresholds.daysRed),
  ];
  const level = WORSE.find((each) => levels.includes(each));
  if (!level) return [];
  if (days === null || days > FAR) {
    return [{ ...common, code: 'licence-low', level, stopsSales: false, inDays: days ?? 0 }];
  }
  const code = days === 0 ? 'licence-low-today' : 'licence-low-days';
  const detail = { moduleId, left, count: days === 0 ? left : days };
  return [{ ...common, code, detail, level, stopsSales: false, inDays: days }];
};

/** Beyond this a pace says nothing anybody would plan by. */
const FAR = 365;

/**
 * The end of the licence itself, by its date: transactions that are left then are given back only with
 * the next one. Once it is past, the module's counter tells.
 */
export const licenceEndSource: AlarmSource = ({ module }, thresholds, now) => {
  if (!module?.licenceUntil) return [];
  const { moduleId } = module;
  const end = new Date(`${module.licenceUntil}T23:59:59Z`);
  const inDays = daysUntil(end, now);
  const level = levelAt(inDays, thresholds.daysAmber, thresholds.daysRed);
  if (!level || end < now) return [];
  const detail = { moduleId, end: end.toISOString() };
  const part = 'licence';
  const id = `licence-ends:${moduleId}`;
  return [{ id, code: 'licence-ends', level, stopsSales: false, part, detail, inDays }];
};
