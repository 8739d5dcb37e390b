import { randomUUID } from 'node:crypto';
import type { Session } from '../../src-main/dispatch.ts';
import type { Till } from '../../src-main/till.ts';
import type { PaymentKind } from '../../src-shared/contract/payment.ts';
import type { Ask } from '../../src-shared/contract/pricing-shapes.ts';
import {
  type Input,
  type Output,
  type ProcedureName,
  procedures,
} from '../../src-shared/contract/procedures.ts';
import type { LinkSettings } from '../../src-shared/contract/shapes.ts';
import type { TestClock } from '../main/test-clock.ts';
import { configuration } from '../main/vending/meter-examples.ts';

/* A training shop that looks as one does after three days at the counter. */

export const PIN = '2468';
/** When the pictures are taken: a Saturday morning. */
export const NOW = '2026-03-14T08:42:00Z';

/** When, to whom, and for how much: rand, or kWh where it says so; and how it was paid, if not in cash. */
const SALES: readonly (readonly [string, string, number, ('kWh' | PaymentKind)?])[] = [
  ['2026-03-12T05:51:00Z', 'Grace Wanjiru', 100],
  ['2026-03-12T06:20:00Z', 'Peter van Wyk', 500, 'card'],
  ['2026-03-12T10:05:00Z', 'Nomsa Dlamini', 50],
  ['2026-03-12T15:32:00Z', 'Zanele Ndlovu', 20],
  ['2026-03-13T05:47:00Z', 'Kwame Mensah', 100],
  ['2026-03-13T07:13:00Z', 'Amina Hassan', 60, 'mobile-money'],
  ['2026-03-13T11:58:00Z', 'Blessing Okafor', 40, 'kWh'],
  ['2026-03-13T15:26:00Z', 'Thandeka Mokoena', 150, 'card'],
  ['2026-03-13T16:44:00Z', 'Sipho Khumalo', 200],
  ['2026-03-14T06:04:00Z', 'João Macuácua', 50],
  ['2026-03-14T06:31:00Z', 'Moussa Traoré', 100],
  ['2026-03-14T07:15:00Z', 'Zanele Ndlovu', 30],
  ['2026-03-14T07:58:00Z', 'Mrs Naidoo', 200, 'card'],
  ['2026-03-14T08:29:00Z', 'Sipho Khumalo', 100],
];

/** R 2.1090 for 1 kWh, in ten-thousandths of a cent. */
const PRICE = 2_109_000;

export interface ExampleShop {
  readonly till: Till;
  readonly clock: TestClock;
  readonly link: LinkSettings;
  readonly language: string;
  /** The network printer's port; null for a shop without one. */
  readonly printerPort: number | null;
}

/** Sets the shop up and makes its sales, each at its time. Leaves the clock at {@link NOW}. */
export async function openExampleShop({ till, clock, link, language, printerPort }: ExampleShop) {
  const session = till.openSession();
  const [opening = NOW] = SALES.map(([time]) => time);
  clock.set(opening);
  // What is changed after the beginning is later than the beginning, as anywhere but here.
  clock.advance(-1000);
  const { shop } = await ask(till, session, 'till.setUp', {
    language,
    currency: 'ZAR',
    shopName: 'Thandi’s Spaza',
    ownerName: 'Thandi',
    ownerPin: PIN,
    link,
  });
  if (!shop) throw new Error('no shop after setting it up');
  clock.advance(1000);
  await ask(till, session, 'shop.save', {
    ...shop,
    slipHeader: '14 Lerato Street, Soweto\n011 555 0142',
    slipFooter: 'Keep this slip until the units are on your meter.',
    printer:
      printerPort === null
        ? { kind: 'none' }
        : { kind: 'tcp', host: '127.0.0.1', port: printerPort },
  });
  const [tariff] = await ask(till, session, 'tariffs.list', {});
  if (!tariff) throw new Error('no tariff in the training shop');
  const blocks = [{ upTo: null, price: PRICE }];
  await ask(till, session, 'tariffs.save', { ...tariff, blocks, validFrom: null });
  await moduleIsReady(till, session);
  await countDeposit(till, session);
  await giveMoreMeters(till, session, 'Blessing Okafor');
  let day = '';
  for (const [time, name, amount, how] of SALES) {
    if (!time.startsWith(day) || day === '') {
      // In the evening the drawer is counted, in the morning it is opened with its float.
      if (day !== '') {
        clock.set(`${day}T17:05:00Z`);
        await closeShift(till, session, day === FIRST_DAY ? 500 : 0);
      }
      day = time.slice(0, 10);
      clock.set(`${day}T05:30:00Z`);
      await ask(till, session, 'shift.open', { float: FLOAT });
    }
    clock.set(time);
    const wanted: Ask =
      how === 'kWh' ? { by: 'units', amount: amount * 10 } : { by: 'money', amount: amount * 100 };
    await sell(till, session, name, wanted, how === 'kWh' ? 'cash' : how);
  }
  clock.set(NOW);
  await ask(till, session, 'module.refresh', {});
  till.closeSession(session);
}

/** In the drawer each morning. */
const FLOAT = 30_000;
const FIRST_DAY = '2026-03-12';

/** Counts what should be there but for what is missing, in cents, and closes the shift. */
async function closeShift(till: Till, session: Session, missing: number): Promise<void> {
  const { report } = await ask(till, session, 'shift.xReport', {});
  const { expected } = report;
  const counted = { ...expected, cash: expected.cash - missing };
  await ask(till, session, 'shift.count', { counted });
  const explanation = missing === 0 ? '' : 'A customer got too much change';
  await ask(till, session, 'shift.close', { explanation, left: FLOAT });
}

/** A landlady buys for her tenants, too. */
async function giveMoreMeters(till: Till, session: Session, name: string): Promise<void> {
  const { meters } = await ask(till, session, 'meters.find', { text: name, limit: 1 });
  const [meter] = meters;
  if (!meter) throw new Error(`no customer ${name}`);
  const { customerId, tariffId } = meter;
  for (const number of ['14070012340', '14070012357']) {
    const added = { customerId, configuration: configuration(number), tariffId };
    await ask(till, session, 'customers.addMeter', added);
  }
}

/** The shop pays the utility in advance. */
async function countDeposit(till: Till, session: Session): Promise<void> {
  await ask(till, session, 'deposit.save', { counts: 'money', warnAt: 100_000, stopAt: 0 });
  await ask(till, session, 'deposit.move', {
    requestId: randomUUID(),
    kind: 'top-up',
    amount: 500_000,
    note: 'EFT 4410-22',
  });
}

async function sell(
  till: Till,
  session: Session,
  name: string,
  wanted: Ask,
  payment?: PaymentKind,
): Promise<void> {
  const { meters } = await ask(till, session, 'meters.find', { text: name, limit: 1 });
  const [meter] = meters;
  if (!meter) throw new Error(`no customer ${name}`);
  const { paid, steps } = await ask(till, session, 'sale.quote', {
    meterId: meter.id,
    ask: wanted,
  });
  const sale = await ask(till, session, 'sale.sell', {
    requestId: randomUUID(),
    meterId: meter.id,
    ask: wanted,
    expected: { paid, steps },
    ...(payment ? { payment } : {}),
  });
  if (sale.state !== 'issued') throw new Error(`the sale to ${name} ended as ${sale.state}`);
}

const READY_TRIES = 50;

async function moduleIsReady(till: Till, session: Session): Promise<void> {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    const { state } = await ask(till, session, 'module.refresh', {});
    if (state === 'ready') return;
  }
  throw new Error('the module is not ready');
}

async function ask<Name extends ProcedureName>(
  till: Till,
  session: Session,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const answer = await till.dispatch(session, name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
  // Parsed with the schema that Output<Name> is made from.
  return procedures[name].output.parse(answer.value) as Output<Name>;
}
