import type { AlarmSource } from './source.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A day, and the time by which tomorrow's copy may be late. */
const AMBER_MS = DAY_MS + 2 * HOUR_MS;
const RED_MS = 7 * DAY_MS;

/** A copy that was not made: nobody misses it before the disk is gone. */
export const backupSource: AlarmSource = ({ backup, sales }, _, now) => {
  const common = { stopsSales: false, part: 'backup', detail: {}, inDays: 0 } as const;
  const { folder, lastGoodAt, problem } = backup;
  if (folder === null || (lastGoodAt === null && problem === null)) {
    if (!sales.areMany) return [];
    return [{ ...common, id: 'backup-none', code: 'backup-none', level: 'amber' }];
  }
  // Without a sale since, the last copy holds everything.
  const hasNews = sales.lastAt !== null && (lastGoodAt === null || sales.lastAt > lastGoodAt);
  const age = hasNews && lastGoodAt ? now.getTime() - lastGoodAt.getTime() : 0;
  const old = {
    ...common,
    id: 'backup-old',
    code: 'backup-old',
    detail: { count: Math.floor(age / DAY_MS) },
  };
  if (age >= RED_MS) return [{ ...old, level: 'red' }];
  if (problem !== null) {
    const code = problem === 'failed' ? 'backup-failed' : 'backup-folder-missing';
    return [{ ...common, id: 'backup-failed', code, level: 'amber', detail: { folder } }];
  }
  return age >= AMBER_MS ? [{ ...old, level: 'amber' }] : [];
};
