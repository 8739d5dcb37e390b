import type { AlarmThresholds } from '../../src-shared/contract/alarm-shapes.ts';

/** What a shop begins with: time enough to order before anything stops. */
export const USUAL_THRESHOLDS: AlarmThresholds = {
  transactionsAmber: 200,
  transactionsRed: 20,
  daysAmber: 14,
  daysRed: 3,
  keyDaysAmber: 60,
  keyDaysRed: 14,
  refreshDaysAmber: 30,
  refreshDaysRed: 7,
  limitShareAmber: 20,
  limitShareRed: 5,
  clockAmberSeconds: 120,
  clockRedSeconds: 1800,
};
