import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Books, openBooks } from '../../../src-main/ledger/books.ts';
import { example, fillExample, NOW } from './example-ledger.ts';

/* What is kept of a sale that was left open. */

const OTHER_MODULE = '94000002';

let books: Books;
beforeEach(() => {
  books = openBooks(':memory:');
  fillExample(books.ledger);
  books.modules.saw({ moduleId: OTHER_MODULE, firmwareId: 'STS65V10', emulated: true }, NOW);
});
afterEach(() => books.ledger.close());

describe('a token that a module still had', () => {
  it('takes back the asking of that module, and of no other', () => {
    const { sales, ledger } = books;
    sales.askAgain(example.asked, example.moduleId);
    sales.askAgain(example.asked, OTHER_MODULE);
    sales.recall(example.asked, example.digits, example.moduleId, NOW, () => {});
    const lost = ledger.prepare('SELECT module_id FROM lost_asking').pluck().all();
    expect(lost).toEqual([OTHER_MODULE]);
  });
});

describe('an interruption', () => {
  it('that somebody has seen keeps no later one from being noted', () => {
    const { interruptions, ledger } = books;
    ledger.exec(`UPDATE sale SET state = 'reserved', problem = NULL WHERE id = ${example.asked}`);
    interruptions.note(false, NOW);
    interruptions.foundUnasked(example.asked, example.moduleId);
    expect(interruptions.see(example.asked, 1, NOW)).toBe(true);
    interruptions.note(false, NOW);
    expect(interruptions.unseen()).toEqual([]);
  });

  it('is said not to have been asked for only by the module that was there', () => {
    const { counterReadings, interruptions, ledger, sales } = books;
    ledger.exec(`UPDATE sale SET state = 'reserved', problem = NULL WHERE id = ${example.asked}`);
    counterReadings.note(OTHER_MODULE, 90, NOW);
    counterReadings.note(example.moduleId, 50, NOW);
    sales.noteReserved();
    interruptions.note(true, NOW);
    interruptions.foundUnasked(example.asked, OTHER_MODULE);
    expect(interruptions.unseen()).toEqual([{ saleId: example.asked, finding: null }]);
    interruptions.foundUnasked(example.asked, example.moduleId);
    expect(interruptions.unseen()).toEqual([{ saleId: example.asked, finding: 'not-asked' }]);
  });
});
