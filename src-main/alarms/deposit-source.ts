import type { AlarmSource } from './source.ts';

/** The deposit with the utility, by the limits the owner set for it. */
export const depositSource: AlarmSource = ({ deposit }) => {
  if (!deposit) return [];
  const { counts, left, warnAt, stopAt } = deposit;
  const common = { id: 'deposit-low', part: 'deposit', detail: { left }, inDays: 0 } as const;
  if (stopAt !== null && left <= stopAt) {
    return [{ ...common, code: `deposit-used-up-${counts}`, level: 'red', stopsSales: true }];
  }
  if (stopAt === null && left <= 0) {
    return [{ ...common, code: `deposit-on-credit-${counts}`, level: 'red', stopsSales: false }];
  }
  if (left > warnAt) return [];
  return [{ ...common, code: `deposit-low-${counts}`, level: 'amber', stopsSales: false }];
};
