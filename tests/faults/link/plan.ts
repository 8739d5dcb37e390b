import {
  type FaultPlan,
  LINE_FAULTS,
  parseFaultSpec,
} from '../../../src-main/module/emulator/fault-plan.ts';

/** Every fault of the line, and resets of the module, each with the same probability for each frame. */
export function planAtRate(rate: number, seed?: string): FaultPlan {
  const faults = [...LINE_FAULTS, 'reset'].map((fault) => `${fault}=${rate}`);
  const seeded = seed === undefined ? faults : [...faults, `seed=${seed}`];
  const plan = parseFaultSpec(seeded.join(','));
  if (!plan.ok) throw new Error(plan.error);
  return plan.value;
}
