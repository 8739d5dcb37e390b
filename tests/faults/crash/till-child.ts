import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { openTill } from '../../../src-main/till.ts';
import type { SaleStep, StepPhase } from '../../../src-main/vending/sale-steps.ts';
import {
  type Input,
  type Output,
  type ProcedureName,
  procedures,
} from '../../../src-shared/contract/procedures.ts';
import type { KillPoint, Order, Report } from './protocol.ts';

/*
 * The till of this program, in a process that can be killed: `till-child.ts FOLDER [KILL-POINT]`. Takes
 * orders as a screen would give them, and ends itself by SIGKILL where it was told to.
 */

/** The pipe to the parent. What is written here has left the process, whatever happens next. */
const PARENT = 3;
const POLL_MS = 3;
const PATIENCE_MS = 20_000;

const [folder = '', point] = process.argv.slice(2);
let killAt: KillPoint | null = point === undefined ? null : (JSON.parse(point) as KillPoint);
/** How often the till comes there before it ends itself. */
let passes = 0;

function report(what: Report): void {
  writeSync(PARENT, `${JSON.stringify(what)}\n`);
}

function onStep(step: SaleStep, phase: StepPhase): void {
  if (killAt?.step !== step || killAt.phase !== phase) return;
  passes -= 1;
  if (passes >= 0) return;
  report({ kind: 'killed', at: killAt });
  process.kill(process.pid, 'SIGKILL');
}

const till = await openTill({
  dataFolder: folder,
  version: 'faults',
  checkOutputs: true,
  findPorts: async () => [],
  onStep,
  log: {
    error: (what, error) => {
      const text = error instanceof Error ? error.stack : String(error);
      report({ kind: 'unforeseen', text: `${what}: ${text}` });
    },
  },
});
const session = till.openSession();
till.onEvent(
  (event) => {
    if (event.name === 'sale') report({ kind: 'shown', sale: event.value });
    if (event.name === 'told') report({ kind: 'told', told: event.value });
  },
  () => session,
);

async function call<Name extends ProcedureName>(
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const answer = await till.dispatch(session, name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
  // The till has parsed it with this schema; here it gives the value its type.
  return procedures[name].output.parse(answer.value) as Output<Name>;
}

/** Waits until the module is there and nothing is open any more. */
async function settle(): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const open = await call('sale.unfinished', {});
    const { state } = await call('module.status', {});
    if (state === 'ready' && open.length === 0) break;
    if (performance.now() > until) throw new Error(`${open.length} open, the module is ${state}`);
    await wait(POLL_MS);
  }
  // What was found is told in the round that has just begun.
  await wait(POLL_MS);
  const meters = await call('meters.recent', { limit: 50 });
  const told = await call('sale.told', {});
  // Whoever sits there reads it, and the counter is held against what is stored.
  report({ kind: 'settled', meters: meters.map(({ id }) => id), told });
  for (const { saleId } of told) await call('sale.seen', { saleId });
  await call('licences.reconciliation', {});
}

async function sell(order: Extract<Order, { kind: 'sell' }>): Promise<void> {
  const { requestId, meterId } = order;
  const ask = { by: 'money' as const, amount: order.amount };
  const { paid, steps } = await call('sale.quote', { meterId, ask });
  killAt = order.killAt;
  const input = { requestId, meterId, ask, expected: { paid, steps } };
  const answer = await till.dispatch(session, 'sale.sell', input);
  if (answer.ok)
    report({ kind: 'shown', sale: procedures['sale.sell'].output.parse(answer.value) });
  onStep('tell', 'after');
  const failure = answer.ok ? null : `${answer.error.code}: ${answer.error.message}`;
  report({ kind: 'answered', requestId, failure });
}

async function sellTogether(order: Extract<Order, { kind: 'sell-together' }>): Promise<void> {
  const { basket } = order;
  const wanted = order.lines.map(({ meterId, amount }) => ({
    meterId,
    ask: { by: 'money' as const, amount },
  }));
  const quotes = await call('sale.quoteTogether', { lines: wanted });
  killAt = order.killAt;
  passes = order.killAt?.line ?? 0;
  const lines = wanted.map((line, index) => ({
    ...line,
    requestId: order.lines[index]?.requestId ?? '',
    expected: { paid: quotes[index]?.paid ?? 0, steps: quotes[index]?.steps ?? 0 },
  }));
  const answer = await till.dispatch(session, 'sale.sellTogether', { basket, lines });
  if (answer.ok) {
    const { sales } = procedures['sale.sellTogether'].output.parse(answer.value);
    for (const sale of sales) report({ kind: 'shown', sale });
  }
  onStep('tell', 'after');
  const failure = answer.ok ? null : `${answer.error.code}: ${answer.error.message}`;
  report({ kind: 'answered', requestId: basket, failure });
}

await settle();
for await (const line of createInterface(process.stdin)) {
  const order = JSON.parse(line) as Order;
  if (order.kind === 'sell') await sell(order);
  else if (order.kind === 'sell-together') await sellTogether(order);
  else break;
}
await call('module.refresh', {});
await till.close();
report({ kind: 'closed' });
process.exit(0);
