import type { Alarm } from '../../src-shared/contract/alarm-shapes.ts';
import type { AlarmGrade, SnoozeRecord } from '../ledger/alarms.ts';
import { alarmGrades } from '../ledger/alarms.ts';
import type { Messages } from '../messages.ts';
import type { RaisedAlarm } from './source.ts';

export function gradeOf(alarm: Pick<Alarm, 'level' | 'stopsSales'>): AlarmGrade {
  return alarm.stopsSales ? 'stops-sales' : alarm.level;
}

/** The most urgent first. */
export function inOrder(alarms: readonly RaisedAlarm[]): RaisedAlarm[] {
  const grade = (alarm: RaisedAlarm) => alarmGrades.indexOf(gradeOf(alarm));
  return alarms.toSorted((a, b) => grade(b) - grade(a) || a.inDays - b.inDays);
}

/** The snooze that keeps an alarm quiet: one made when it was at least as bad. */
export function snoozeOf(
  alarm: Pick<Alarm, 'id' | 'level' | 'stopsSales'>,
  snoozes: readonly SnoozeRecord[],
): SnoozeRecord | null {
  const now = alarmGrades.indexOf(gradeOf(alarm));
  return (
    snoozes.findLast(
      (snooze) => snooze.alarm === alarm.id && alarmGrades.indexOf(snooze.level) >= now,
    ) ?? null
  );
}

/** An alarm as the screen gets it. */
export function alarmView(
  alarm: RaisedAlarm,
  snoozes: readonly SnoozeRecord[],
  { t }: Messages,
): Alarm {
  const { id, level, stopsSales, part, code, detail } = alarm;
  return {
    id,
    level,
    stopsSales,
    part,
    message: t(`alarms.${code}.message`, detail),
    advice: t(`alarms.${code}.advice`, detail),
    snoozedUntil: snoozeOf(alarm, snoozes)?.until.toISOString() ?? null,
  };
}
