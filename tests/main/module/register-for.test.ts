import { describe, expect, it } from 'vitest';
import { registerFor } from '../../../src-main/module/register-for.ts';
import type { KeyAttributes } from '../../../src-main/module/security-module.ts';
import { accepted, refused } from '../../shared/results.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const METER = {
  supplyGroupCode: '123457',
  keyRevisionNumber: 1,
  encryptionAlgorithm: 11,
  tokenCarrierType: 2,
} as const;

function key(register: number, changes: Partial<KeyAttributes> = {}): KeyAttributes {
  return {
    register,
    supplyGroupCode: '123457',
    keyRevisionNumber: 1,
    keyType: 2,
    dkga: 4,
    baseDate: 2014,
    keyExpiryNumber: 255,
    activeFrom: new Date('2024-01-01T00:00:00Z'),
    issuedUntil: new Date('2027-01-01T00:00:00Z'),
    unitLimit: 0xffffffff,
    currencyLimit: 0xffffffff,
    unknown: {},
    ...changes,
  };
}

function chosen(...keys: KeyAttributes[]): number {
  return accepted(registerFor(keys, METER, NOW)).register;
}

function problem(...keys: KeyAttributes[]): string {
  return refused(registerFor(keys, METER, NOW));
}

describe('the register for a meter', () => {
  it('has its supply group and key revision', () => {
    const others = [key(1, { supplyGroupCode: '000001' }), key(2, { keyRevisionNumber: 2 })];
    expect(chosen(...others, key(3))).toBe(3);
    expect(problem(...others)).toBe('no-key');
    expect(problem()).toBe('no-key');
  });

  it('has a key that derives for the algorithm: EA11 needs DKGA04', () => {
    const old = key(1, { dkga: 2 });
    expect(problem(old)).toBe('not-for-algorithm');
    const meter = { ...METER, encryptionAlgorithm: 7 } as const;
    expect(accepted(registerFor([old], meter, NOW)).register).toBe(1);
  });

  it('has a unique or common key', () => {
    expect(problem(key(1, { keyType: 1 }))).toBe('default-key');
    expect(problem(key(1, { keyType: 0 }))).toBe('default-key');
    const common = key(1, { keyType: 3 });
    const card = { ...METER, tokenCarrierType: 1 } as const;
    expect(accepted(registerFor([common], card, NOW)).register).toBe(1);
    expect(problem(common)).toBe('common-key');
    expect(chosen(common, key(2))).toBe(2);
  });

  it('has something left to vend in this refresh period, where one has', () => {
    const spent = key(1, { unitLimit: 0, issuedUntil: null });
    expect(chosen(spent, key(2, { unitLimit: 1 }))).toBe(2);
    expect(chosen(spent, key(2, { unitLimit: 0, currencyLimit: 9 }))).toBe(1);
    // Tokens in kWh take nothing from the currency limit.
    expect(chosen(key(1, { currencyLimit: 0 }), key(2, { unitLimit: 5 }))).toBe(1);
    expect(chosen(key(1, { keyExpiryNumber: 1 }), key(2, { unitLimit: 0 }))).toBe(2);
  });

  it('is active and not past its refresh date', () => {
    expect(problem(key(1, { activeFrom: new Date('2026-03-01T12:00:01Z') }))).toBe(
      'not-yet-active',
    );
    expect(problem(key(1, { issuedUntil: new Date('2026-03-01T11:59:59Z') }))).toBe(
      'issue-expired',
    );
    expect(chosen(key(1, { activeFrom: NOW, issuedUntil: NOW }))).toBe(1);
    expect(chosen(key(1, { activeFrom: null, issuedUntil: null }))).toBe(1);
  });

  it('is the one with room for the TID, then the one refreshed last, then the first', () => {
    const over = key(1, { baseDate: 1993, issuedUntil: null });
    const expired = key(2, { keyExpiryNumber: 1, issuedUntil: null });
    const later = key(4, { issuedUntil: new Date('2028-01-01T00:00:00Z') });
    expect(chosen(over, expired, key(3), later)).toBe(4);
    expect(chosen(over, expired, key(3))).toBe(3);
    expect(chosen(key(5), key(3))).toBe(3);
    expect(chosen(key(5, { issuedUntil: null }), key(6, { issuedUntil: null }), later)).toBe(5);
    // What is wrong with the TID is for the sale to say.
    expect(chosen(over)).toBe(1);
  });

  it('is missing for the reason that is nearest to a remedy', () => {
    expect(
      problem(
        key(1, { keyType: 1 }),
        key(2, { issuedUntil: new Date('2025-01-01T00:00:00Z') }),
        key(3, { activeFrom: new Date('2027-01-01T00:00:00Z') }),
      ),
    ).toBe('issue-expired');
  });
});
