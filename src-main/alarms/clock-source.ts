import { type AlarmSource, levelAt } from './source.ts';

const SECONDS = 60;

/** The module's clock against this computer's: TIDs are minutes, and modules refuse what is far off. */
export const clockSource: AlarmSource = ({ module }, thresholds) => {
  const off = module?.clockDifferenceSeconds ?? 0;
  const { clockAmberSeconds, clockRedSeconds } = thresholds;
  // The further off the worse: counted down from zero.
  const level = levelAt(-Math.abs(off), -clockAmberSeconds, -clockRedSeconds);
  if (!module || !level) return [];
  return [
    {
      id: `clock:${module.moduleId}`,
      code: off > 0 ? 'clock-ahead' : 'clock-behind',
      level,
      stopsSales: false,
      part: 'connection',
      detail: {
        moduleId: module.moduleId,
        count: Math.max(1, Math.round(Math.abs(off) / SECONDS)),
      },
      inDays: 0,
    },
  ];
};
