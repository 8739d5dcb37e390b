import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Books, openBooks } from '../../../src-main/ledger/books.ts';
import { openLedger } from '../../../src-main/ledger/open.ts';
import { example, fillExample, NOW } from '../ledger/example-ledger.ts';
import { freshFolder } from '../till-fixture.ts';

/* What a ledger keeps for the alarms, in one that grew from the first till's. */

let folder: string;
let books: Books;
beforeEach(async () => {
  folder = await freshFolder();
  const file = join(folder, 'old.sqlite');
  const old = openLedger(file, 1);
  fillExample(old);
  old.close();
  books = openBooks(file);
});
afterEach(async () => {
  books.ledger.close();
  await rm(folder, { recursive: true });
});

const TOKEN = '1'.repeat(20);
const { moduleId } = example;
const problem = { code: 'module.silent', detail: {} };
const lost = { moduleId, spent: 'perhaps', again: null } as const;
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

const nobody = { operatorId: null, approvedBy: null };

describe('readings of the counter', () => {
  it('count the tokens of their module, also of sales that were open', () => {
    const { counterReadings, sales } = books;
    counterReadings.note(example.moduleId, 900, later(0));
    expect(counterReadings.expected(example.moduleId)).toBe(900);
    sales.issue(example.asked, '1'.repeat(20), example.moduleId, later(1));
    expect(counterReadings.expected(example.moduleId)).toBe(899);
    expect(books.licences.soldThrough(example.moduleId)).toBe(2);
    counterReadings.note(example.moduleId, 899, later(2));
    counterReadings.note('94000002', 10, later(3));
    counterReadings.note(example.moduleId, 1400, later(4));
    expect(counterReadings.latest(example.moduleId, 9)).toMatchObject([
      { transactionsLeft: 900, tokens: 1, at: later(0) },
      { transactionsLeft: 899, tokens: 2 },
      { transactionsLeft: 1400, tokens: 2 },
    ]);
    expect(counterReadings.latest('94000002', 9)).toMatchObject([{ tokens: 0 }]);
    const sold = (module: string) => books.licences.soldThrough(module);
    expect([moduleId, '94000002', '94000003'].map(sold)).toEqual([2, 0, 0]);
    expect(counterReadings.latest(example.moduleId, 1)).toMatchObject([{ transactionsLeft: 1400 }]);
    expect(counterReadings.expected('94000003')).toBeNull();
  });

  it('place an asking that was lost between them', () => {
    const { counterReadings, sales } = books;
    counterReadings.note(moduleId, 900, later(0));
    sales.interrupt(example.asked, problem, lost, NOW);
    sales.interrupt(example.asked, problem, lost, NOW);
    counterReadings.note(moduleId, 898, later(1));
    sales.abandon(example.asked, problem, nobody, later(2));
    sales.noteReserved();
    expect(counterReadings.lostAskings(moduleId, 1)).toMatchObject([
      { afterReading: 1, saleId: example.asked, state: 'refused', openedAt: NOW },
      { afterReading: 1, saleId: example.asked },
    ]);
    expect(counterReadings.lostAskings(moduleId, 2)).toEqual([]);
    expect(counterReadings.lostAskings('94000002', 0)).toEqual([]);
  });
});

describe('a lost asking', () => {
  const count = () => books.counterReadings.lostAskings(moduleId, 0).length;
  const again = () => books.sales.askAgain(example.asked, moduleId);

  it('is none where nothing was sent, or where it is known how it ended', () => {
    const { sales } = books;
    sales.interrupt(example.asked, problem, null, NOW);
    expect(count()).toBe(0);
    sales.interrupt(example.asked, problem, { ...lost, spent: 'no', again: again() }, NOW);
    expect(count()).toBe(0);
    sales.issue(example.asked, TOKEN, moduleId, later(1), again());
    expect(count()).toBe(0);
  });

  it('is one that was begun and of which nothing more was heard', () => {
    const { sales } = books;
    again();
    sales.issue(example.asked, TOKEN, moduleId, later(1), again());
    expect(count()).toBe(1);
  });

  it('counts where it was lost, not where it began', () => {
    const { counterReadings, sales } = books;
    const asking = again();
    counterReadings.note(moduleId, 900, later(0));
    sales.interrupt(example.asked, problem, { ...lost, again: asking }, NOW);
    expect(counterReadings.lostAskings(moduleId, 0)).toMatchObject([{ afterReading: 1 }]);
  });

  it.each([
    ['is seen at the start', () => books.sales.noteReserved()],
    ['is given up', () => books.sales.abandon(example.asked, problem, nobody, later(1))],
    ['cannot be asked again', () => books.sales.interrupt(example.asked, problem, null, NOW)],
    ['is asked again', () => books.sales.issue(example.asked, TOKEN, moduleId, NOW, again())],
  ])('is that of a reserved sale of which nothing is known, once: it %s', (_, then) => {
    const { counterReadings, ledger, sales } = books;
    counterReadings.note(moduleId, 900, later(0));
    ledger.exec(`UPDATE sale SET state = 'reserved', problem = NULL WHERE id = ${example.asked}`);
    then();
    sales.noteReserved();
    expect(counterReadings.lostAskings(moduleId, 0)).toMatchObject([{ saleId: example.asked }]);
    expect(counterReadings.lostAskings('94000002', 0)).toEqual([]);
  });
});

describe('what is kept', () => {
  it('is neither deleted nor changed', () => {
    const { alarms, counterReadings, sales, ledger } = books;
    const snooze = { alarm: 'clock', level: 'amber', reason: 'ordered' } as const;
    alarms.snooze({ ...snooze, at: later(0), until: later(9) }, 1);
    counterReadings.note(example.moduleId, 900, later(0));
    sales.interrupt(example.asked, problem, lost, NOW);
    sales.abandon(example.asked, problem, nobody, later(1));
    for (const table of ['alarm_snooze', 'counter_reading', 'lost_asking']) {
      expect(() => ledger.exec(`DELETE FROM ${table}`)).toThrow(/never deleted/);
      expect(() => ledger.exec(`UPDATE ${table} SET id = 77`)).toThrow(/never changed/);
    }
    expect(alarms.snoozedAt(later(8))).toMatchObject([{ ...snooze, operatorName: 'Thandi' }]);
    expect(alarms.snoozedAt(later(9))).toEqual([]);
  });

  it('of the limits is the most there was', () => {
    const { alarms } = books;
    const period = { moduleId: example.moduleId, register: 1, key: '123457/1/2', issuedUntil: NOW };
    const limits = (unitLimit: number) => ({ unitLimit, currencyLimit: 5 });
    expect(alarms.peakOf(period, limits(100))).toEqual(limits(100));
    expect(alarms.peakOf(period, limits(40))).toEqual(limits(100));
    expect(alarms.peakOf(period, limits(120))).toEqual(limits(120));
    expect(alarms.peakOf({ ...period, issuedUntil: null }, limits(40))).toEqual(limits(40));
  });

  it('tells the pace of the sales with a token', () => {
    expect(books.alarms.issuedSince(later(-1))).toEqual([NOW]);
    expect(books.alarms.issuedSince(later(1))).toEqual([]);
  });
});
