import { describe, expect, it } from 'vitest';
import { firstMessages } from '../../../../src-main/messages.ts';
import { MAKERS_OWN, STATUS_NAMES, statusName } from '../../../../src-main/module/sts6/status.ts';

const english = firstMessages();
const codes = [...new Set([...Object.keys(STATUS_NAMES), ...MAKERS_OWN])].sort();

describe('status codes', () => {
  it('have names where the meaning is public', () => {
    expect(statusName('31')).toBe('INSUFFICIENT_CREDIT_BALANCE');
    expect(statusName('EE')).toBe('EXTENDED_ERROR');
    expect(statusName('99')).toBeNull();
    expect(statusName('constructor')).toBeNull();
  });

  it.each(codes)('%s is explained, with what to do next', (status) => {
    const failure = english.failure(`module.status.${status}`, {
      status,
      command: 'SM?VC',
      text: 'FLASH FULL',
    });
    expect(failure.message).toMatch(/\.$|FLASH FULL/);
    expect(failure.hint.length).toBeGreaterThan(20);
    expect(failure.message + failure.hint).not.toContain('{{');
    expect(failure.message).not.toBe(english.failure('unexpected').message);
  });

  const refusals = codes.filter((status) => !['00', '45'].includes(status));
  it.each(refusals)('%s says that nothing was spent', (status) => {
    expect(english.failure(`module.status.${status}`).message.toLowerCase()).toContain(
      'nothing was spent',
    );
  });
});

describe('everything else that can be wrong with a module', () => {
  it.each([
    ...['looking', 'unplugged', 'silent', 'garbled', 'port-taken', 'not-found', 'no-permission'],
    ...['edition-1', 'not-a-module', 'emulated-in-live-shop', 'real-in-training-shop'],
    ...['licence-used-up', 'no-key', 'default-key', 'not-for-algorithm', 'not-yet-active'],
    'issue-expired',
  ])('%s is explained, with what to do next', (code) => {
    const failure = english.failure(`module.${code}`, {
      link: 'COM3',
      firmwareId: 'STS05V10',
      supplyGroupCode: '123457',
      keyRevisionNumber: 1,
    });
    expect(failure.message).not.toBe(english.failure('unexpected').message);
    expect(failure.message + failure.hint).not.toMatch(/\{\{|undefined/);
  });
});
