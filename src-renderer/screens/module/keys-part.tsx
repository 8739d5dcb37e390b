import { useEffect } from 'react';
import { ask } from '../../bridge/door.ts';
import { followKeyLoads } from '../../stores/key-loads.ts';
import { takeModule, useTill } from '../../stores/till.ts';
import { KeyFileCard } from './key-file-card.tsx';
import { KeyHistory } from './key-history.tsx';
import { RegisterTable } from './register-table.tsx';

/** The keys in the module, and the window a key file is pasted into. */
export function KeysPart() {
  const module = useTill((store) => store.module);
  useEffect(followKeyLoads, []);
  useEffect(() => void readLimits(), []);
  return (
    module && (
      <div className="grid gap-4">
        <RegisterTable registers={module.registers} />
        <KeyFileCard />
        <KeyHistory />
      </div>
    )
  );
}

/** Limits fall with each sale, and only the module counts them: where there are any, it is read again. */
async function readLimits(): Promise<void> {
  const { module } = useTill.getState();
  const limited = module?.registers.some((one) => one.unitLimit !== null);
  if (module?.state !== 'ready' || !limited) return;
  const answer = await ask('module.refresh', {});
  if (answer.ok) takeModule(answer.value);
}
