import { openTill, type Till } from '../../src-main/till.ts';
import type { Quote } from '../../src-shared/contract/pricing-shapes.ts';
import type { Meter, Sale } from '../../src-shared/contract/shapes.ts';

/** A till whose procedures are asked one by one, as a screen does. */
export interface BenchTill {
  readonly till: Till;
  /** @throws Error with the code where the answer is no */
  call<Value>(name: string, input: unknown): Promise<Value>;
}

/** Opens the till on a data folder. Who sits at it is whoever needs no PIN there. */
export async function openBenchTill(dataFolder: string): Promise<BenchTill> {
  const till = await openTill({ dataFolder, version: 'bench' });
  const session = till.openSession();
  return {
    till,
    async call<Value>(name: string, input: unknown): Promise<Value> {
      const answer = await till.dispatch(session, name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
      // The contract says what a procedure answers; a benchmark takes its word.
      return answer.value as Value;
    },
  };
}

/** Sets a training shop up in a folder, on the built-in module; answers it with its demo meters. */
export async function setUpBenchTill(
  dataFolder: string,
): Promise<BenchTill & { readonly meters: readonly Meter[] }> {
  const opened = await openBenchTill(dataFolder);
  await opened.call('till.setUp', {
    language: 'en',
    currency: 'ZAR',
    shopName: 'Bench',
    ownerName: 'Bench',
    ownerPin: '1234',
    link: { kind: 'built-in' },
  });
  const { meters } = await opened.call<{ meters: Meter[] }>('meters.find', {
    text: '07',
    limit: 12,
  });
  return { ...opened, meters };
}

/** A whole sale: quote, TID, ask, commit, receipt. `amount` in minor units. */
export async function sellOnce(
  { call }: BenchTill,
  meterId: number | undefined,
  amount: number,
): Promise<void> {
  const ask = { by: 'money', amount };
  const { paid, steps } = await call<Quote>('sale.quote', { meterId, ask });
  const requestId = crypto.randomUUID();
  const expected = { paid, steps };
  const sale = await call<Sale>('sale.sell', { requestId, meterId, ask, expected });
  if (sale.state !== 'issued') throw new Error(`sale ${sale.id} is ${sale.state}`);
  await call('slip.preview', { saleId: sale.id, copy: false });
}
