import { describe, expect, it } from 'vitest';
import english from '../../../resources/languages/en.json' with { type: 'json' };
import { hardwareOf } from '../../../src-main/module/hardware.ts';
import { hardware } from '../../../src-shared/contract/shapes.ts';

/* The hardware in the field, row by row (sts6-wire.md, source document). */

describe('what a module is', () => {
  it.each([
    // TSM250 USB
    ['94123456', 'STS05V08', null, 'upgradeable', 'upgrade-tsm250'],
    ['94123456', 'STS05V12', 'TSM250', 'upgradeable', 'upgrade-tsm250'],
    ['94123456', 'STS65V10', 'TSM250', 'ready', 'ready-tsm250'],
    ['12345678', 'STS65V11', null, 'ready', 'ready-tsm250'],
    ['94123456', 'STS05M01', null, 'not-upgradeable', 'manufacturing'],
    ['12345678', 'STS05M12', 'TSM250', 'not-upgradeable', 'manufacturing'],
    // TSM500 NSS and TSM500i NSS
    ['89123456', 'STS04V02', 'TSM500', 'upgradeable', 'upgrade-tsm500'],
    ['89123456', 'STS04V02', 'TSM500i', 'upgradeable', 'upgrade-tsm500i'],
    ['89123456', 'STS04V02', null, 'upgradeable', 'upgrade-nss'],
    ['89123456', 'STS64V10', 'TSM500i', 'ready', 'ready-tsm500'],
    ['89123456', 'STS64V10', null, 'ready', 'ready-tsm500'],
    // Those that stay what they are
    ['', 'STS05V08', 'TSM200', 'not-upgradeable', 'old-model'],
    ['94123456', 'STS05V08', 'TSM210 USB', 'not-upgradeable', 'old-model'],
    ['', 'TSM410-1', 'TSM410', 'not-upgradeable', 'old-model'],
    // Edition 1 of a kind the table does not name
    ['', 'STS05V08', null, 'edition-1', 'edition-1'],
    ['70000001', 'STS05V08', null, 'edition-1', 'edition-1'],
    ['94000001', 'STS65V10', 'EMULATED', 'ready', 'emulated'],
    ['94000001', 'STS66V01', null, 'ready', 'ready'],
    ['94123456', 'GSM0001', null, 'unknown', 'unknown'],
  ] as const)('%s with firmware %s, hardware %s: %s', (moduleId, firmwareId, id, kind, advice) => {
    expect(hardwareOf({ moduleId, firmwareId }, id)).toEqual({ kind, advice });
  });

  it('has two sentences for each', () => {
    const advices = hardware.shape.advice.options;
    expect(Object.keys(english.screen.hardware)).toEqual(advices);
    expect(english.screen.hardware['upgrade-tsm250'].do).toMatch(/two working days.*new key file/);
    expect(english.screen.hardware['upgrade-tsm500'].do).toMatch(/four to five working days/);
  });
});
