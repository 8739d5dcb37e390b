import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { EmulatedModule } from '../../../src-main/module/emulator/emulated-module.ts';
import { makeKeyFile } from '../../../src-main/module/emulator/key-file-maker.ts';
import { makeLicence } from '../../../src-main/module/emulator/licence-maker.ts';
import { parseProfile } from '../../../src-main/module/emulator/profile.ts';
import { ModuleError, type TokenRequest } from '../../../src-main/module/security-module.ts';
import { Sts6Module } from '../../../src-main/module/sts6/driver.ts';
import { accepted } from '../../shared/results.ts';
import { atOnce, type Fault, FaultyLink, LINE_FAULTS } from '../module/faulty-link.ts';

/* Licences and keys answer with nothing but a status, so on a bad line one answer looks like another. */

const NOW = new Date('2026-03-02T08:15:30Z');
const line = fc.array(fc.oneof(fc.constant<Fault>('none'), fc.constantFrom(...LINE_FAULTS)), {
  maxLength: 40,
});

function licence(transactions: number, licenceId: string): string {
  return makeLicence({ moduleId: '94000001', transactions, expires: '20991231', licenceId });
}

const VEND: TokenRequest = {
  register: 1,
  pan: '600727071234567873',
  tariffIndex: 1,
  encryptionAlgorithm: 11,
  tokenCarrierType: 2,
  subclass: 0,
  amount: 100,
  tid: 6_400_000,
};

function setUp(faults: readonly Fault[]) {
  const profile = accepted(parseProfile({ ...trainingProfile, transactions: 7 }));
  const module = new EmulatedModule({ profile, now: () => NOW, rnd: () => 5 });
  const link = new FaultyLink(module, [...faults]);
  return { module, link, driver: new Sts6Module(link, { after: atOnce }) };
}

describe('a licence on a bad line', () => {
  it('costs two readings of the counter and an echo on a good one', async () => {
    const { driver, link } = setUp([]);
    const outcome = await driver.loadLicence(licence(500, '0000000A'), () => {});
    expect(link.commands()).toEqual(['SM?CQ', 'GL?EC', 'SM?CI', 'SM?CQ']);
    expect(outcome).toMatchObject({ error: null, after: { transactionsLeft: 507 } });
  });

  it('is not sent where the counter cannot be read, or the ledger does not take it down', async () => {
    const { driver, link } = setUp([]);
    const full = () => {
      throw new Error('disk full');
    };
    await expect(driver.loadLicence(licence(500, '0000000A'), full)).rejects.toThrow('disk full');
    expect(link.commands()).toEqual(['SM?CQ']);
  });

  it('has no sale between its two readings', async () => {
    const { driver, link } = setUp([]);
    await Promise.all([
      driver.creditToken(VEND),
      driver.loadLicence(licence(500, '0000000A'), () => {}),
      driver.creditToken({ ...VEND, tid: VEND.tid + 1 }),
    ]);
    const order = link.commands().filter((command) => command !== 'GL?EC');
    expect(order).toEqual(['SM?VC', 'SM?CQ', 'SM?CI', 'SM?CQ', 'SM?VC']);
  });

  it('is never said to be loaded when it is not, nor refused when it is', async () => {
    await fc.assert(
      fc.asyncProperty(line, fc.boolean(), async (faults, secondIsBad) => {
        const { module, driver } = setUp(faults);
        const orders = [
          [licence(500, '0000000A'), 500],
          // Its signature does not fit; the answer to the first would look like success.
          [
            secondIsBad
              ? licence(40, '0000000B').replace('TRN40', 'TRN90')
              : licence(40, '0000000B'),
            40,
          ],
          [licence(3, '0000000C'), 3],
        ] as const;
        for (const [certificate, transactions] of orders) {
          const before = module.transactionsLeft;
          const outcome = await driver
            .loadLicence(certificate, () => {})
            .catch((error: unknown) => {
              if (error instanceof ModuleError) return null;
              throw error;
            });
          const rose = module.transactionsLeft - before;
          if (outcome === null) expect(rose).toBe(0);
          else if (outcome.error === null) expect(rose).toBe(transactions);
          else if (outcome.error.spent === 'no') expect(rose).toBe(0);
          if (outcome?.after) expect(outcome.after.transactionsLeft).toBe(module.transactionsLeft);
          if (outcome) expect(outcome.before.transactionsLeft).toBe(before);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a key on a bad line', () => {
  const [kmc = '', good = '', bad = ''] = makeKeyFile(
    '94000001',
    [3, 4].map((register) => ({
      register,
      vendingKey: new Uint8Array(20).fill(register),
      supplyGroupCode: `00000${register}`,
      keyRevisionNumber: 1,
      keyType: 2,
      dkga: 4,
      baseDate: 2014,
      keyExpiryNumber: 255,
      activeFrom: new Date('2014-01-01T00:00:00Z'),
      issuedUntil: new Date('2099-01-01T00:00:00Z'),
      unitLimit: 1000,
      currencyLimit: 0xffff_ffff,
    })),
  )
    .split('\n')
    .slice(1, -1)
    .map((command) => command.slice(3));

  it('is never said to be loaded when it is not', async () => {
    const damaged = bad.replace('SGC000004', 'SGC000005');
    await fc.assert(
      fc.asyncProperty(line, async (faults) => {
        const { driver, module } = setUp(faults);
        const done = async (work: Promise<void>) => {
          try {
            await work;
            return true;
          } catch (error) {
            if (error instanceof ModuleError) return false;
            throw error;
          }
        };
        await done(driver.loadKmcKey(kmc));
        const first = await done(driver.loadKey(good));
        const second = await done(driver.loadKey(damaged));
        expect(second).toBe(false);
        const held = await new Sts6Module(new FaultyLink(module), { after: atOnce })
          .keyAttributes(3)
          .then(() => true)
          .catch(() => false);
        if (first) expect(held).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
