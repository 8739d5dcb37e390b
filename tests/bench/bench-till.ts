import { openTill, type Till } from '../../src-main/till.ts';
import type { Meter } from '../../src-shared/contract/shapes.ts';

/** A till whose procedures are asked one by one, as a screen does. */
interface BenchTill {
  readonly till: Till;
  readonly meters: readonly Meter[];
  /** @throws Error with the code where the answer is no */
  call<Value>(name: string, input: unknown): Promise<Value>;
}

/** Sets a training shop up in a folder, on the built-in module, with its demo meters. */
export async function openBenchTill(dataFolder: string): Promise<BenchTill> {
  const till = await openTill({ dataFolder, version: 'bench' });
  const session = till.openSession();
  const call = async <Value>(name: string, input: unknown): Promise<Value> => {
    const answer = await till.dispatch(session, name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
    // The contract says what a procedure answers; a benchmark takes its word.
    return answer.value as Value;
  };
  await call('till.setUp', {
    language: 'en',
    currency: 'ZAR',
    shopName: 'Bench',
    ownerName: 'Bench',
    ownerPin: '1234',
    link: { kind: 'built-in' },
  });
  const { meters } = await call<{ meters: Meter[] }>('meters.find', { text: '07', limit: 12 });
  return { till, meters, call };
}
