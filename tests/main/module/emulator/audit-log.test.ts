import { expect, test } from 'vitest';
import { makeLicence } from '../../../../src-main/module/emulator/licence-maker.ts';
import { ask, moduleWith, registerJson, vendPayload } from './wire.ts';

/** An entry by its place, 1 being the latest. */
const entry = (module: ReturnType<typeof moduleWith>, place: number) =>
  ask(module, 'SM?QL', `N${place}~`);

test('SM?QL tells what was done and refused, the latest first', () => {
  const module = moduleWith([registerJson()]);
  ask(module, 'SM?VC', vendPayload());
  ask(module, 'SM?DI');
  ask(module, 'SM?VM', vendPayload({ register: 9 }));
  ask(module, 'SM?CI', makeLicence({ moduleId: '94000001', transactions: 5, expires: '20041130' }));
  ask(module, 'SM?KL', '');
  ask(module, 'GL?RS');
  const texts = [1, 2, 3, 4, 5].map((place) => entry(module, place).fields);
  expect(texts).toEqual([
    ['P5;20040301120000;GL?RS;00'],
    ['P4;20040301120000;SM?KL;26'],
    ['P3;20040301120000;SM?CI;00'],
    ['P2;20040301120000;SM?VM;22'],
    ['P1;20040301120000;SM?VC;00'],
  ]);
});

test('SM?QL has no entry past the end, and none before the first: 45', () => {
  const module = moduleWith([registerJson()]);
  expect(entry(module, 1).status).toBe('45');
  ask(module, 'SM?VC', vendPayload());
  expect(entry(module, 1).status).toBe('00');
  expect(entry(module, 0).status).toBe('45');
  expect(entry(module, 2).status).toBe('45');
});

test('SM?QL keeps the last hundred, also without power', () => {
  const before = moduleWith([registerJson()]);
  for (let i = 0; i < 130; i += 1) ask(before, 'SM?VC', vendPayload());
  const module = moduleWith([registerJson()], { memory: before.memory });
  expect(entry(module, 1).fields[0]).toMatch(/^P130;/);
  expect(entry(module, 100).fields[0]).toMatch(/^P31;/);
  expect(entry(module, 101).status).toBe('45');
});
