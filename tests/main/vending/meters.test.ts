import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../src-shared/contract/procedures.ts';
import type { Meter } from '../../../src-shared/contract/shapes.ts';
import { luhnDigit } from '../../../src-shared/sts/digits.ts';
import { panFromDrn } from '../../../src-shared/sts/meter-number.ts';
import type { TestTill } from '../till-fixture.ts';
import { TrainingShop } from '../training-shop.ts';
import { configuration } from './meter-examples.ts';

/** Legal, and nobody's. */
const FREE = `0455500123${luhnDigit('0455500123')}`;

let shop: TrainingShop;
let till: TestTill;
let nomsa: Meter;
beforeAll(async () => {
  shop = await TrainingShop.setUp();
});
beforeEach(async () => {
  till = await shop.open();
  nomsa = await till.meterOf('Nomsa Dlamini');
});
afterEach(() => till.close());
afterAll(() => shop.remove());

function input(meterId: number | null, meterNumber: string, name: string): Input<'meters.save'> {
  return {
    meterId,
    configuration: configuration(meterNumber),
    customer: { name, phone: '', address: '' },
    tariffId: nomsa.tariffId,
    blind: false,
  };
}

function people(): unknown {
  return [
    till.ledger('SELECT * FROM meter ORDER BY id'),
    till.ledger('SELECT * FROM customer ORDER BY id'),
  ];
}

describe('a new meter', () => {
  it('is added with its customer', async () => {
    const meters = till.count('meter');
    const added = await till.call('meters.save', input(null, FREE, 'Amos'));
    expect(added).toMatchObject({ drn: FREE, customerName: 'Amos' });
    expect(await till.call('meters.get', { meterId: added.id })).toEqual(added);
    expect(till.count('meter')).toBe(meters + 1);
  });

  it.each([
    ['DRN', (drn: string) => drn],
    ['PAN', panFromDrn],
  ])('never takes the place of the one that has its number, typed as %s', async (_, typed) => {
    const before = people();
    const failure = await till.refusal('meters.save', input(null, typed(nomsa.drn), 'Amos'));
    expect(failure).toMatchObject({ code: 'meter.known', detail: { name: 'Nomsa Dlamini' } });
    expect(failure.message).toContain('Nomsa Dlamini');
    expect(people()).toEqual(before);
  });

  it('is told which one has its number where that one has no name', async () => {
    await till.call('meters.save', input(null, FREE, ''));
    const failure = await till.refusal('meters.save', input(null, FREE, 'Amos'));
    expect(failure).toMatchObject({ code: 'meter.known', detail: { name: FREE } });
  });
});

describe('a meter that is changed', () => {
  it('stays the same one, whichever way its number is typed', async () => {
    const before = [till.count('meter'), till.count('customer')];
    const change = {
      ...input(nomsa.id, panFromDrn(nomsa.drn), 'Nomsa Khumalo'),
      configuration: { ...configuration(panFromDrn(nomsa.drn)), tariffIndex: 7 },
    };
    const changed = await till.call('meters.save', change);
    expect(changed).toMatchObject({
      id: nomsa.id,
      drn: nomsa.drn,
      customerName: 'Nomsa Khumalo',
      tariffIndex: 7,
    });
    expect([till.count('meter'), till.count('customer')]).toEqual(before);
  });

  it('keeps its number, since its sales and TIDs are under it', async () => {
    const before = people();
    const failure = await till.refusal('meters.save', input(nomsa.id, FREE, 'Nomsa Dlamini'));
    expect(failure.code).toBe('meter.number-kept');
    expect(people()).toEqual(before);
  });

  it('never gets the number of another', async () => {
    const sipho = await till.meterOf('Sipho Khumalo');
    const before = people();
    const failure = await till.refusal('meters.save', input(nomsa.id, sipho.drn, 'Nomsa'));
    expect(failure).toMatchObject({ code: 'meter.known', detail: { name: 'Sipho Khumalo' } });
    expect(people()).toEqual(before);
  });

  it('has to be there', async () => {
    const before = people();
    for (const number of [FREE, nomsa.drn]) {
      const failure = await till.refusal('meters.save', input(9_999, number, 'Amos'));
      expect(failure.code).toBe('meter.unknown');
    }
    expect(people()).toEqual(before);
  });
});
