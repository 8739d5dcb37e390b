import { hash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import canonicalize from 'canonicalize';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBooks } from '../../../src-main/ledger/books.ts';
import { ShiftDesk, type ShiftDeskParts } from '../../../src-main/shifts/shift-desk.ts';
import { TrainingShop } from '../training-shop.ts';
import { Counter, NOTHING, people } from './counter.ts';

/* The Z report: what a shift was, for good. */

let shop: TrainingShop;
let counter: Counter;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
afterAll(() => shop.remove());
beforeEach(async () => {
  counter = await Counter.open(shop);
});
afterEach(() => counter.till.close());

interface ZRow {
  number: number;
  shift_id: number;
  body: string;
  audit_sequence: number;
  audit_hash: string;
}

function zRows(): ZRow[] {
  return counter.till.ledger(
    `SELECT number, shift_id, body, audit_sequence, lower(hex(audit_hash)) AS audit_hash
     FROM z_report ORDER BY number`,
  );
}

describe('closing a shift', () => {
  it('needs a count', async () => {
    await counter.sell(5_000);
    const failure = await counter.till.refusal('shift.close', { explanation: 'none', left: 0 });
    expect(failure.code).toBe('shift.not-counted');
    const recount = await counter.till.refusal('shift.recount', { counted: NOTHING });
    expect(recount.code).toBe('shift.not-counted');
    expect(zRows()).toEqual([]);
  });

  it.each([
    ['too little cash', { cash: 4_999 }],
    ['too much cash', { cash: 5_001 }],
    ['a card slip that is nowhere', { cash: 5_000, card: -1 }],
    ['mobile money nobody knows of', { cash: 5_000, 'mobile-money': 7 }],
    ['an account that is one kind for another', { cash: 4_000, account: 1_000 }],
  ])('has %s explained', async (_, found) => {
    const { till } = counter;
    await counter.sell(5_000);
    await till.call('shift.count', { counted: { ...NOTHING, ...found } });
    for (const explanation of ['', '  ', '\n\0']) {
      const failure = await till.refusal('shift.close', { explanation, left: 0 });
      expect(failure.code).toBe('shift.explain');
    }
    expect(zRows()).toEqual([]);
    const z = await till.call('shift.close', { explanation: ' Sipho gave\nchange ', left: 0 });
    expect(z.explanation).toBe('Sipho gave change');
    const { reports } = await till.call('shift.zReports', { before: null, limit: 1 });
    expect(reports).toMatchObject([{ number: 1, differed: true }]);
  });

  it('leaves no more in the drawer than was counted', async () => {
    const { till } = counter;
    await counter.sell(5_000);
    await till.call('shift.count', { counted: { ...NOTHING, cash: 5_000 } });
    const failure = await till.refusal('shift.close', { explanation: '', left: 5_001 });
    expect(failure).toMatchObject({ code: 'shift.left-too-much', detail: { counted: 5_000 } });
    const z = await till.call('shift.close', { explanation: '', left: 5_000 });
    expect(z.left).toBe(5_000);
    expect((await till.refusal('shift.close', { explanation: '', left: 0 })).code).toBe(
      'shift.none',
    );
  });

  it('takes a terminal that gave back more than it took', async () => {
    const { till } = counter;
    const sale = await counter.sell(5_000, 'card');
    await counter.close();
    await till.call('shift.open', { float: 0 });
    await till.call('sale.refund', {
      requestId: crypto.randomUUID(),
      saleId: sale.id,
      amount: 3_000,
      payment: 'card',
      reason: 'too much',
    });
    const { expected } = await counter.x();
    expect(expected).toEqual({ ...NOTHING, card: -3_000 });
    await till.call('shift.count', { counted: expected });
    const z = await till.call('shift.close', { explanation: '', left: 0 });
    expect(z.count.difference).toEqual(NOTHING);
  });
});

describe('a Z report', () => {
  it('is canonical JSON whose hash is in the trail, and says where', async () => {
    await counter.sell(5_000);
    const z = await counter.close(2_000);
    const [row] = zRows();
    if (!row) return expect.fail('no Z report');
    const { auditSequence, auditHash, ...body } = z;
    expect(row.body).toBe(canonicalize(body));
    expect(row).toMatchObject({ audit_sequence: auditSequence, audit_hash: auditHash });
    const [trail] = counter.till.ledger<{ what: string; facts: string; hash: string }>(
      'SELECT what, facts, lower(hex(hash)) AS hash FROM audit WHERE sequence = ?',
      auditSequence,
    );
    expect(trail).toEqual({
      what: 'shift.closed',
      facts: canonicalize({ number: 1, sha256: hash('sha256', row.body), shiftId: 1 }),
      hash: auditHash,
    });
    expect((await counter.till.call('shift.zReport', { number: 1 })).report).toEqual(z);
    await counter.restart('thandi');
    expect((await counter.till.call('shift.zReport', { number: 1 })).report).toEqual(z);
  });

  it('says the same whatever is renamed later', async () => {
    await counter.sit('sipho');
    await counter.sell(5_000);
    await counter.sit('thandi');
    const z = await counter.close();
    await counter.till.call('people.save', {
      id: people.sipho,
      name: 'Somebody else',
      role: 'vendor',
      secret: null,
    });
    expect((await counter.till.call('shift.zReport', { number: 1 })).report).toEqual(z);
  });

  it('is one of a row without gaps, the latest first', async () => {
    const { till } = counter;
    for (let day = 1; day <= 5; day += 1) {
      await counter.sell(1_000 * day);
      expect((await counter.close()).number).toBe(day);
    }
    const first = await till.call('shift.zReports', { before: null, limit: 2 });
    expect(first.reports.map(({ number, taken }) => [number, taken])).toEqual([
      [5, 5_000],
      [4, 4_000],
    ]);
    expect(first.reports[0]).toMatchObject({ by: 'Thandi', difference: 0, differed: false });
    expect(first.more).toBe(true);
    const rest = await till.call('shift.zReports', { before: 4, limit: 3 });
    expect(rest.reports.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(rest.more).toBe(false);
    const unknown = await till.refusal('shift.zReport', { number: 6 });
    expect(unknown).toMatchObject({ code: 'shift.z-unknown', detail: { number: 6 } });
  });

  it('can be made of a shift in which nothing was sold', async () => {
    await counter.till.call('shift.open', { float: 100 });
    const z = await counter.close();
    expect(z.report).toMatchObject({ sales: 0, byKind: [], byOperator: [], firstSale: null });
  });
});

describe('what is closed', () => {
  it.each([
    ["UPDATE z_report SET body = replace(body, '0', '1')"],
    ['UPDATE z_report SET number = 7'],
    ['DELETE FROM z_report'],
    ['INSERT INTO z_report SELECT 3, 2, at, operator_id, body, 1, audit_hash FROM z_report'],
    ['UPDATE shift SET float = 1'],
    ["UPDATE shift SET state = 'open', closed_at = NULL, closed_by = NULL"],
    ['DELETE FROM shift'],
    ['UPDATE cash_movement SET amount = 1'],
    ['DELETE FROM cash_movement'],
    [
      "INSERT INTO cash_movement SELECT 9, 'again', shift_id, at, 1, NULL, kind, 5, 'x' FROM cash_movement",
    ],
    ['UPDATE shift_count SET cash = 1'],
    ['DELETE FROM shift_count'],
    ['UPDATE sale SET shift_id = NULL'],
    ["UPDATE sale SET payment = 'card'"],
  ])('is never changed: %s', async (sql) => {
    await counter.sell(5_000);
    await counter.move('payIn', 100);
    await counter.close();
    await counter.till.till.close();
    const ledger = new Database(join(counter.till.folder, 'training.sqlite'));
    ledger.pragma('foreign_keys = ON');
    expect(() => ledger.exec(sql)).toThrow(
      /is never (changed|deleted)|without gaps|in an open shift only/,
    );
    ledger.close();
    await counter.till.restart();
    await counter.sit('thandi');
  });

  it('is whole or not there: what breaks off before the commit leaves no number behind', async () => {
    await counter.sell(5_000);
    await counter.till.call('shift.count', { counted: { ...NOTHING, cash: 5_000 } });
    await counter.till.till.close();
    const books = openBooks(join(counter.till.folder, 'training.sqlite'));
    const thandi = { id: people.thandi, name: 'Thandi', role: 'owner' } as const;
    const actor = { operatorId: people.thandi, approvedBy: null };
    const head = books.audit.head();
    const desk = (onClosing: ShiftDeskParts['onClosing'] = () => {}) =>
      new ShiftDesk({
        shifts: books.shifts,
        sums: books.shiftSums,
        drawer: books.drawer,
        zReports: books.zReports,
        oneCommit: books.oneCommit,
        settings: () => expect.fail('nothing asks for settings'),
        training: true,
        clock: counter.till.clock,
        onChange: () => {},
        onClosing,
      });
    const broken = desk(() => {
      throw new Error('the disk is full');
    });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(() => broken.close({ explanation: '', left: 0 }, thandi, actor)).toThrow(
        'shift.not-written',
      );
      expect(broken.state().shift?.state).toBe('counted');
      expect(books.audit.head()).toEqual(head);
    }
    expect(books.zReports.last().number).toBe(0);
    let sold: number | null = null;
    const whole = desk((shiftId) => {
      sold = shiftId;
      expect(books.ledger.inTransaction).toBe(true);
    });
    expect(whole.close({ explanation: '', left: 0 }, thandi, actor).number).toBe(1);
    expect(sold).toBe(1);
    books.ledger.close();
    await counter.till.restart();
    await counter.sit('thandi');
    await counter.sell(5_000);
    expect((await counter.close()).number).toBe(2);
  });
});
