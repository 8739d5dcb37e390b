import type { AlarmThresholds } from '../../src-shared/contract/alarm-shapes.ts';
import { NO_LIMIT } from '../module/security-module.ts';
import { type KeyGroup, keyGroups } from './key-sources.ts';
import { type AlarmSource, levelAt, type ModuleFacts, type RaisedAlarm } from './source.ts';

/** What is left of the limits of each key that is sold with, in this refresh period. */
export const limitSource: AlarmSource = ({ module }, thresholds, now) => {
  if (!module) return [];
  return keyGroups(module.registers, now).flatMap((group) => {
    // One that is past its refresh date has an alarm of its own.
    const keys = group.keys.filter(({ issuedUntil }) => issuedUntil === null || issuedUntil >= now);
    return [
      ...alarmOf('unit', module, { ...group, keys }, thresholds),
      ...alarmOf('currency', module, { ...group, keys }, thresholds),
    ];
  });
};

function alarmOf(
  kind: 'unit' | 'currency',
  module: ModuleFacts,
  { supplyGroupCode, keyRevisionNumber, keys }: KeyGroup,
  thresholds: AlarmThresholds,
): RaisedAlarm[] {
  const name = `${kind}Limit` as const;
  // Of several keys the one with the most left is sold with in the end.
  const left = Math.max(-1, ...keys.map((key) => key[name]));
  if (left < 0 || left >= NO_LIMIT) return [];
  const shares = keys.map((key) => percent(key[name], module.peakOf(key)[name]));
  const share = Math.max(...shares);
  const level = levelAt(share, thresholds.limitShareAmber, thresholds.limitShareRed);
  if (!level && left > 0) return [];
  const stopsSales = left === 0;
  return [
    {
      id: `${kind}-limit:${module.moduleId}:${supplyGroupCode}/${keyRevisionNumber}`,
      code: stopsSales ? `${kind}-limit-spent` : `${kind}-limit`,
      level: stopsSales ? 'red' : (level ?? 'amber'),
      stopsSales,
      part: 'keys',
      detail: { moduleId: module.moduleId, supplyGroupCode, keyRevisionNumber, percent: share },
      inDays: 0,
    },
  ];
}

function percent(left: number, most: number): number {
  return most === 0 ? 0 : Math.floor((100 * left) / most);
}
