import { openTill } from '../../../src-main/till.ts';
import type { Input, ProcedureName } from '../../../src-shared/contract/procedures.ts';

/**
 * Sets a training shop up that nobody has to sign in to, that prints each sale on a printer at
 * `printerPort`, and sells through the module at `modulePort`.
 */
export async function setUpShop(
  folder: string,
  modulePort: number,
  printerPort: number,
): Promise<void> {
  const till = await openTill({ dataFolder: folder, version: 'faults', findPorts: async () => [] });
  const session = till.openSession();
  const call = async <Name extends ProcedureName>(name: Name, input: Input<Name>) => {
    const answer = await till.dispatch(session, name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
    return answer.value;
  };
  const host = '127.0.0.1';
  try {
    await call('till.setUp', {
      language: 'en',
      currency: 'ZAR',
      shopName: 'Power Cut',
      ownerName: 'Power Cut',
      ownerPin: '2468',
      link: { kind: 'tcp', host, port: modulePort },
    });
    // Its counter is read before anything is spent.
    await call('module.refresh', {});
    const state = await call('till.state', {});
    const shop = Reflect.get(Object(state), 'shop');
    const printer = { kind: 'tcp' as const, host, port: printerPort };
    await call('shop.save', { ...shop, pinAtStart: false, printer, printEachSale: true });
  } finally {
    await till.close();
  }
}
