import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { USUAL_DRAWER } from '../../src-shared/contract/printing-shapes.ts';
import type { Sale, TillState } from '../../src-shared/contract/shapes.ts';

/* The screen keeps what the till said last. None of it may outlive the shop it was said of. */

/** A till of two shops, whose answers can be held back. */
const till = {
  state: shop('training'),
  unfinished: [sale(1)],
  held: null as null | (() => void)[],
};

function call(name: string): Promise<unknown> {
  const value: Record<string, unknown> = {
    'till.state': till.state,
    'till.switch': till.state,
    'sale.unfinished': till.unfinished,
  };
  const answer =
    name in value
      ? { ok: true, value: value[name] }
      : { ok: false, error: { code: 'none', message: '', hint: '', detail: {} } };
  if (!till.held || name !== 'sale.unfinished') return Promise.resolve(answer);
  return new Promise((resolve) => till.held?.push(() => resolve(answer)));
}

vi.stubGlobal('window', { voltill: { call, onEvent: () => () => {} } });
vi.stubGlobal('document', { documentElement: { dataset: {}, lang: '' } });
/** What is used of the store. Its own types would bring the screen's texts into the till's. */
interface Store {
  readonly useTill: {
    getState(): { readonly unfinished: readonly Sale[] };
    setState(part: { till: null; unfinished: readonly Sale[] }): void;
  };
  refreshTill(): Promise<void>;
  refreshUnfinished(): Promise<readonly Sale[]>;
  switchShop(to: 'training' | 'live'): Promise<unknown>;
}
const store = await vi.importActual<Store>('../../src-renderer/stores/till.ts');
afterAll(() => vi.unstubAllGlobals());

const shown = () => store.useTill.getState().unfinished.map(({ id }) => id);

beforeEach(async () => {
  store.useTill.setState({ till: null, unfinished: [] });
  Object.assign(till, { state: shop('training'), unfinished: [sale(1)], held: null });
  await store.refreshTill();
  await vi.waitFor(() => expect(shown()).toEqual([1]));
});

describe('unfinished sales after a switch', () => {
  it('are the other shop’s', async () => {
    Object.assign(till, { state: shop('live'), unfinished: [sale(7)] });
    await store.switchShop('live');
    await vi.waitFor(() => expect(shown()).toEqual([7]));
  });

  it('are the other shop’s where another screen switched', async () => {
    Object.assign(till, { state: shop('live'), unfinished: [sale(7)] });
    await store.refreshTill();
    await vi.waitFor(() => expect(shown()).toEqual([7]));
  });

  it('are none until the other shop has told its own', async () => {
    Object.assign(till, { state: shop('live'), unfinished: [sale(7)], held: [] });
    await store.switchShop('live');
    expect(shown()).toEqual([]);
  });

  it.each(['first-run', 'locked'] as const)('are none where it is %s', async (stage) => {
    till.state = shop('live', stage);
    await store.switchShop('live');
    expect(shown()).toEqual([]);
  });

  it('are never what was asked of the shop before', async () => {
    till.held = [];
    const asked = store.refreshUnfinished();
    const late = till.held;
    Object.assign(till, { state: shop('live'), unfinished: [], held: null });
    await store.switchShop('live');
    for (const answer of late) answer();
    expect(await asked).toEqual([]);
    expect(shown()).toEqual([]);
  });

  it('stay where the till only says again what it is', async () => {
    till.held = [];
    await store.refreshTill();
    expect(shown()).toEqual([1]);
  });
});

function shop(kind: 'training' | 'live', stage: TillState['stage'] = 'open'): TillState {
  const training = kind === 'training';
  return {
    version: '0.0.0-test',
    stage,
    movedAt: null,
    training: training && stage !== 'first-run',
    shop:
      stage === 'first-run'
        ? null
        : {
            name: kind,
            language: 'en',
            currency: 'ZAR',
            theme: 'system',
            slipHeader: '',
            slipFooter: '',
            quickAmounts: [],
            largestSale: 100_000,
            deductionOrder: ['service-fee', 'fixed-charge', 'debt'],
            pinAtStart: false,
            autoLockMinutes: 0,
            shiftsByHand: false,
            paper: 80,
            printer: { kind: 'none' },
            sparePrinter: { kind: 'none' },
            drawer: USUAL_DRAWER,
            printEachSale: false,
          },
    currencyDigits: 2,
    operator: stage === 'open' ? { id: 1, name: 'Thandi', role: 'owner' } : null,
    dataFolder: '/nowhere',
    otherShop: true,
  };
}

function sale(id: number): Sale {
  return {
    id,
    receiptNumber: String(id).padStart(6, '0'),
    state: 'asked',
    at: '2026-03-02T08:15:30Z',
    meterId: 1,
    drn: '07123456787',
    customerName: 'Nomsa',
    supplyGroupCode: '123457',
    keyRevisionNumber: 2,
    tariffIndex: 1,
    encryptionAlgorithm: 11,
    quote: {
      paid: 1000,
      energy: 1000,
      fixedCharge: 0,
      serviceFee: 0,
      debt: 0,
      tax: 0,
      lines: [],
      steps: 50,
      freeSteps: 0,
      transferAmount: 50,
      resource: 'electricity',
      pricesIncludeTax: true,
      chargedUntil: null,
    },
    tid: 1,
    baseDate: 1993,
    token: null,
    problem: null,
    operatorName: 'Thandi',
    training: true,
    slips: 0,
    payment: 'cash',
    payments: [{ kind: 'cash', amount: 5_000 }],
    refunded: 0,
    shiftId: 1,
    kind: 'sale',
    basket: null,
    reason: null,
    approvedByName: null,
    replaces: null,
  };
}
