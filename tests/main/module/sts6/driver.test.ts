import { describe, expect, it } from 'vitest';
import { InProcessLink } from '../../../../src-main/module/links/in-process.ts';
import { Sts6Module } from '../../../../src-main/module/sts6/driver.ts';
import { encodeResponse } from '../../../../src-main/module/sts6/frame.ts';
import { firmwareKind } from '../../../../src-main/module/sts6/identity.ts';
import { FakeModule } from '../fake-module.ts';

function setUp() {
  const module = new FakeModule();
  return { module, driver: new Sts6Module(new InProcessLink(module)) };
}

describe('what a module says of itself', () => {
  it('identity, details, clock and counter', async () => {
    const { driver } = setUp();
    expect(await driver.identify()).toEqual({ moduleId: '94000001', firmwareId: 'STS65V10' });
    expect((await driver.identityDetails()).hardwareId).toBe('EMULATED');
    expect(await driver.clock()).toEqual({
      clock: new Date('2024-05-01T12:00:00Z'),
      tidWindowMinutes: 0,
    });
    expect(await driver.transactionCounter()).toMatchObject({
      transactionsLeft: 1000,
      moduleId: '94000001',
      nonce: expect.stringMatching(/^[0-9A-F]{16}$/),
    });
  });

  it('key attributes by tag, unknown ones kept', async () => {
    const { driver } = setUp();
    expect(await driver.keyAttributes(1)).toEqual({
      register: 1,
      supplyGroupCode: '123457',
      keyRevisionNumber: 1,
      keyType: 2,
      dkga: 4,
      baseDate: 2014,
      keyExpiryNumber: 255,
      activeFrom: new Date('2024-01-01T00:00:00Z'),
      issuedUntil: new Date('2099-01-01T00:00:00Z'),
      unitLimit: 5000,
      currencyLimit: 4294967295,
      unknown: { XYZ: 'foo' },
    });
  });

  it('key attributes in any order, with dates and limits left out', async () => {
    const { driver, module } = setUp();
    module.registers = ['SGC000001;KTC3;KRN9;KEN1;DKG02;BDT1993;IUTnever'];
    expect(await driver.keyAttributes(1)).toMatchObject({
      supplyGroupCode: '000001',
      keyType: 3,
      dkga: 2,
      activeFrom: null,
      issuedUntil: null,
      unitLimit: 4294967295,
      unknown: { IUT: 'never' },
    });
  });

  it('key attributes without a supply group make no sense', async () => {
    const { driver, module } = setUp();
    module.registers = ['KTC3;KRN9;KEN1;DKG02;BDT1993'];
    await expect(driver.keyAttributes(1)).rejects.toMatchObject({ kind: 'garbled', spent: 'no' });
  });

  it('empty registers and the end of the registers', async () => {
    const { driver } = setUp();
    await expect(driver.keyAttributes(2)).rejects.toMatchObject({ kind: 'refused', status: '22' });
    await expect(driver.keyAttributes(3)).rejects.toMatchObject({ kind: 'refused', status: '28' });
  });

  it('an Edition 1 module by its own way to say who it is', async () => {
    const { driver, module } = setUp();
    module.answers.delete('SM?DI');
    module.answers.set('SM?ID', () => encodeResponse('SM?ID', '00', '94123456STS05V08'));
    expect(await driver.identify()).toEqual({ moduleId: '94123456', firmwareId: 'STS05V08' });
  });

  it('a module that knows neither is refused as it refused', async () => {
    const { driver, module } = setUp();
    module.answers.delete('SM?DI');
    await expect(driver.identify()).rejects.toMatchObject({ command: 'SM?DI', status: '21' });
  });

  it.each([
    ['STS65V10', 'ready'],
    ['STS64V10', 'ready'],
    ['STS05V12', 'upgradeable'],
    ['STS05M01', 'manufacturing'],
    ['GSM07', 'unknown'],
  ])('firmware %s is %s', (firmware, kind) => {
    expect(firmwareKind(firmware)).toBe(kind);
  });
});

describe('tokens', () => {
  const request = {
    register: 1,
    pan: '600727000000000009',
    tariffIndex: 1,
    encryptionAlgorithm: 11,
    tokenCarrierType: 2,
    subclass: 0,
    amount: 0x1234,
    tid: 0x00abcd,
  } as const;

  it('are asked for with the fields of the wire page', async () => {
    const { driver, module } = setUp();
    await driver.creditToken(request);
    expect(module.vends).toEqual(['N1~P600727000000000009~N1~N11~N2~N0~H1234~H00ABCD~']);
  });

  it('of currency carry three bytes', async () => {
    const { driver, module } = setUp();
    await driver.creditToken({ ...request, subclass: 4, amount: 0xfffff });
    expect(module.vends[0]).toContain('~N4~H0FFFFF~');
  });

  it('of management are checked like credit', async () => {
    const { driver } = setUp();
    const { digits } = await driver.managementToken({ ...request, subclass: 1, amount: 0xffff });
    expect(await driver.verifyToken({ ...request, digits })).toEqual({
      result: 0,
      tokenClass: 2,
      subclass: 1,
      amount: 0xffff,
      tid: 0x00abcd,
    });
  });

  it.each([
    'P00000000000000001~P00000000000000000002~',
    'P0001~P00000000000000000001~',
    'P40000000000000000~P00000000000000000000~',
    'P00000000000000001~',
    'garbage',
    '',
  ])('that make no sense are not shown: %j', async (payload) => {
    const { driver, module } = setUp();
    module.answers.set('SM?VC', () => encodeResponse('SM?VC', '00', payload));
    await expect(driver.creditToken(request)).rejects.toMatchObject({
      kind: 'garbled',
      spent: 'perhaps',
    });
  });

  it('out of range never reach the module', async () => {
    const { driver, module } = setUp();
    await expect(driver.creditToken({ ...request, amount: 0x10000 })).rejects.toThrow(RangeError);
    await expect(driver.creditToken({ ...request, tid: -1 })).rejects.toThrow(RangeError);
    expect(module.vends).toEqual([]);
  });
});
