import { type AlarmSource, levelAt } from './source.ts';

const MEGABYTE = 1_000_000;
/** Sales are small; what fills a disk is something else, and comes fast. */
const AMBER_BYTES = 1000 * MEGABYTE;
const RED_BYTES = 200 * MEGABYTE;

/** Room on the disk the ledger is on. A sale that cannot be written down is not made. */
export const diskSource: AlarmSource = ({ diskFree }) => {
  // Reached below the number: a disk with just so much free has enough.
  const level = diskFree === null ? null : levelAt(diskFree, AMBER_BYTES - 1, RED_BYTES - 1);
  if (diskFree === null || !level) return [];
  const detail = { megabytes: Math.floor(diskFree / MEGABYTE) };
  const common = { id: 'disk-low', code: 'disk-low', part: 'alarms', inDays: 0 } as const;
  return [{ ...common, level, stopsSales: false, detail }];
};
