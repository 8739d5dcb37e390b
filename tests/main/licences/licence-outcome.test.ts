import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterThen, wasTaken } from '../../../src-main/licences/licence-outcome.ts';

const UNLIMITED = 0xffff_ffff;
const count = fc.integer({ min: 0, max: 1_000_000 });

describe('whether a module took a licence', () => {
  it('is told by its counter, whatever was sold meanwhile', () => {
    fc.assert(
      fc.property(
        count,
        fc.integer({ min: 1, max: 1_000_000 }),
        count,
        count,
        fc.boolean(),
        (...of) => {
          const [before, transactions, soldBefore, wanted, taken] = of;
          const most = before + (taken ? transactions : 0);
          const sold = Math.min(wanted, most);
          const record = { counterBefore: before, transactions, unlimited: false, soldBefore };
          const since = counterThen(record, most - sold, soldBefore + sold);
          expect(since).toBe(most);
          expect(wasTaken(record, since)).toBe(taken);
        },
      ),
    );
  });

  it('is told of an unlimited one, unless another was running', () => {
    const record = { counterBefore: 5, transactions: null, unlimited: true, soldBefore: 0 };
    expect(counterThen(record, UNLIMITED, 90)).toBe(UNLIMITED);
    expect(wasTaken(record, UNLIMITED)).toBe(true);
    expect(wasTaken(record, 5)).toBe(false);
    expect(wasTaken({ ...record, counterBefore: UNLIMITED }, UNLIMITED)).toBeNull();
  });

  it('stays open where the licence does not say what it adds', () => {
    const record = { counterBefore: 5, transactions: null, unlimited: false };
    expect(wasTaken(record, 6)).toBe(true);
    expect(wasTaken(record, 5)).toBeNull();
    expect(wasTaken({ ...record, transactions: 0 }, 5)).toBeNull();
  });
});
