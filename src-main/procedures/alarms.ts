import { actorOf, type Handlers, operatorOf } from '../dispatch.ts';
import { changesOf, recorded } from '../ledger/recorded.ts';
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
    'alarms.saveThresholds': (thresholds, session, approver) => {
      const { alarms, books, clock } = shop();
      const facts = changesOf(alarms.list().thresholds, thresholds);
      recorded(
        books,
        { actor: actorOf(session, approver), at: clock.now() },
        () => books.settings.saveAlarmThresholds(thresholds),
        () => ({ what: 'alarm.thresholds-changed', facts }),
      );
      alarms.useThresholds(thresholds);
      return alarms.list();
    },
    'licences.reconciliation': () => shop().alarms.reconciliation(),
  };
}
