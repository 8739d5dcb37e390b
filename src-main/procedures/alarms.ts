import { type Handlers, operatorOf } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** What the till warns of, and the watch on the module's counter. */
export function alarmHandlers(
  shop: () => Shop,
): Handlers<'alarms.list' | 'alarms.snooze' | 'alarms.saveThresholds' | 'licences.reconciliation'> {
  return {
    'alarms.list': () => shop().alarms.list(),
    'alarms.snooze': ({ id, reason }, session) => {
      const { alarms } = shop();
      alarms.snooze(id, reason, operatorOf(session).id);
      return alarms.list();
    },
    'alarms.saveThresholds': (thresholds) => {
      const { alarms } = shop();
      alarms.saveThresholds(thresholds);
      return alarms.list();
    },
    'licences.reconciliation': () => shop().alarms.reconciliation(),
  };
}
