import { describe, expect, test } from 'vitest';
import { parseFaultSpec } from '../../../../src-main/module/emulator/fault-plan.ts';
import { ModuleFaults } from '../../../../src-main/module/emulator/faults.ts';
import type { MemoryContent } from '../../../../src-main/module/emulator/memory.ts';
import { encodeRequest } from '../../../../src-main/module/sts6/frame.ts';
import { MAKERS_OWN, STATUS_NAMES } from '../../../../src-main/module/sts6/status.ts';
import { ask, moduleWith, readAnswer, registerJson, vendPayload } from './wire.ts';

/** A module that misbehaves by this plan. */
function faulty(spec: string, memory?: MemoryContent) {
  const plan = parseFaultSpec(spec);
  if (!plan.ok) throw new Error(plan.error);
  const faults = new ModuleFaults(plan.value);
  return moduleWith([registerJson()], { faults, ...(memory && { memory }) });
}

const WHOLE_MODULE = new Set(['20', '21', '57', '58']);
const statuses = [...Object.keys(STATUS_NAMES), ...MAKERS_OWN].filter((status) => status !== '00');

test.each(statuses)('every status can be forced: %s', (status) => {
  const module = faulty(`status=${status}@SM?VC`);
  const command = WHOLE_MODULE.has(status) ? 'GL?ER' : 'SM?VC';
  expect(ask(module, 'SM?VC', vendPayload())).toMatchObject({ command, status });
  expect(ask(module, 'SM?DI').status).toBe('00');
  expect(module.transactionsLeft).toBe(1000);
});

test('a forced status is what GL?RR repeats, as any answer to a command', () => {
  const module = faulty('status=36@SM?VC');
  const answer = module.receive(encodeRequest('SM?VC', vendPayload()).slice(0, -1));
  expect(module.receive(encodeRequest('GL?RR').slice(0, -1))).toBe(answer);
});

test('a status without a command is for all of them', () => {
  expect(ask(faulty('status=58'), 'SM?DI')).toMatchObject({ command: 'GL?ER', status: '58' });
});

describe('a tampered module', () => {
  test('answers 57 to everything, with power and without, until it is mended', () => {
    const module = faulty('tamper=1');
    for (const command of ['SM?DI', 'SM?CQ', 'GL?RS', 'GL?RR']) {
      expect(ask(module, command)).toMatchObject({ command: 'GL?ER', status: '57' });
    }
    const sound = faulty('flip=0', module.memory);
    expect(ask(sound, 'SM?DI')).toMatchObject({ command: 'GL?ER', status: '57' });
    const mended = faulty('untamper=1', module.memory);
    expect(ask(mended, 'SM?DI').status).toBe('00');
  });
});

test('a reset loses the last response and SM?KC, not the counter', () => {
  const module = faulty('reset=1');
  ask(module, 'SM?VC', vendPayload());
  expect(ask(module, 'GL?RR')).toMatchObject({ command: 'GL?RR', status: '02' });
  expect(module.transactionsLeft).toBe(999);
});

test('a wrong clock is what the module goes by', () => {
  expect(ask(faulty('clock=-3600'), 'SM?QD').fields[0]).toBe('D20040301110000');
  const late = faulty('clock=3155760000');
  expect(ask(late, 'SM?VC', vendPayload()).status).toBe('42');
});

test('without faults, all is as it was', () => {
  const plain = moduleWith([registerJson()]);
  const module = faulty('flip=1');
  for (const frame of ['SM?DI', 'SM?QD', 'GL?RS'].map((command) => encodeRequest(command))) {
    expect(readAnswer(module.receive(frame.slice(0, -1)))).toEqual(
      readAnswer(plain.receive(frame.slice(0, -1))),
    );
  }
});
