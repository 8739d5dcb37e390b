import { isBaseDate, keyEnd, LARGEST_TID, tidTime } from '../../src-shared/sts/token-identifier.ts';
import type { KeyAttributes } from '../module/security-module.ts';
import { type AlarmSource, daysUntil, levelAt, type RaisedAlarm } from './source.ts';

/** Initialisation and default keys vend no credit. */
const VENDING_FROM_TYPE = 2;

/** The keys that sell to the same meters: one SGC and KRN. */
export interface KeyGroup {
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly keys: readonly KeyAttributes[];
}

/** A key that has been of no use for this long is one the shop does without. */
const FORGOTTEN_DAYS = 90;

/** Vending keys by the meters they sell to. One that is not yet active stands in for none. */
export function keyGroups(registers: readonly KeyAttributes[], now: Date): KeyGroup[] {
  const groups = new Map<string, KeyAttributes[]>();
  for (const key of registers) {
    const { keyType, activeFrom, supplyGroupCode, keyRevisionNumber } = key;
    if (keyType < VENDING_FROM_TYPE || (activeFrom !== null && activeFrom > now)) continue;
    const name = `${supplyGroupCode}/${keyRevisionNumber}`;
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  return [...groups.values()].flatMap((keys) => {
    const [first] = keys;
    if (!first) return [];
    const { supplyGroupCode, keyRevisionNumber } = first;
    return [{ supplyGroupCode, keyRevisionNumber, keys }];
  });
}

/** The end of the keys themselves: by their KEN, and by the TIDs of their base date. */
export const keyExpirySource: AlarmSource = ({ module }, thresholds, now) =>
  keyGroups(module?.registers ?? [], now).flatMap((group) => {
    const { keyDaysAmber, keyDaysRed } = thresholds;
    const end = latest(group.keys.map(endOfKey));
    return alarmOf('key-expiry', module?.moduleId ?? '', group, end, keyDaysAmber, keyDaysRed, now);
  });

/** The refresh date of the keys (IUT). */
export const keyRefreshSource: AlarmSource = ({ module }, thresholds, now) =>
  keyGroups(module?.registers ?? [], now).flatMap((group) => {
    const { refreshDaysAmber, refreshDaysRed } = thresholds;
    const end = latest(group.keys.map(({ issuedUntil }) => issuedUntil));
    const { moduleId = '' } = module ?? {};
    return alarmOf('key-refresh', moduleId, group, end, refreshDaysAmber, refreshDaysRed, now);
  });

function alarmOf(
  kind: 'key-expiry' | 'key-refresh',
  moduleId: string,
  group: KeyGroup,
  end: Date | null,
  amber: number,
  red: number,
  now: Date,
): RaisedAlarm[] {
  if (end === null) return [];
  const days = daysUntil(end, now);
  const level = levelAt(days, amber, red);
  if (!level || days < -FORGOTTEN_DAYS) return [];
  const { supplyGroupCode, keyRevisionNumber } = group;
  const over = now > end;
  return [
    {
      id: `${kind}:${moduleId}:${supplyGroupCode}/${keyRevisionNumber}`,
      code: over ? `${kind}-over` : days === 0 ? `${kind}-today` : kind,
      level: over ? 'red' : level,
      stopsSales: over,
      part: 'keys',
      detail: {
        moduleId,
        supplyGroupCode,
        keyRevisionNumber,
        count: Math.abs(days),
        end: end.toISOString(),
      },
      inDays: days,
    },
  ];
}

/**
 * The last minute of which a key makes tokens: TIDs whose upper byte is beyond the KEN are refused, and
 * those of the base date end. Null for a base date nobody knows.
 */
export function endOfKey(key: Pick<KeyAttributes, 'baseDate' | 'keyExpiryNumber'>): Date | null {
  if (!isBaseDate(key.baseDate)) return null;
  return keyEnd(key.keyExpiryNumber, key.baseDate) ?? tidTime(LARGEST_TID, key.baseDate);
}

/** The latest of dates, of which null means never. */
function latest(ends: readonly (Date | null)[]): Date | null {
  let found: Date | null = null;
  for (const end of ends) {
    if (end === null) return null;
    if (found === null || end > found) found = end;
  }
  return found;
}
