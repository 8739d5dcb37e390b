import { describe, expect, it } from 'vitest';
import { InProcessLink } from '../../../../src-main/module/links/in-process.ts';
import { Sts6Module } from '../../../../src-main/module/sts6/driver.ts';
import { encodeRequest, encodeResponse } from '../../../../src-main/module/sts6/frame.ts';
import { FakeModule } from '../fake-module.ts';

describe('the link to a module in this process', () => {
  it('answers without a timer', async () => {
    const driver = new Sts6Module(new InProcessLink(new FakeModule()), {
      // Time never passes.
      after: () => () => {},
    });
    expect((await driver.identify()).moduleId).toBe('94000001');
  });

  it('carries bytes in pieces of any size', async () => {
    const module = new FakeModule();
    const link = new InProcessLink(module);
    const heard: string[] = [];
    link.onData((bytes) => heard.push(Buffer.from(bytes).toString('latin1')));
    for (const byte of Buffer.from(encodeRequest('GL?EC', '0000512345'))) {
      await link.write(Uint8Array.of(byte));
    }
    await Promise.resolve();
    expect(heard).toEqual([encodeResponse('GL?EC', '00', '00512345')]);
  });

  it('is gone, with the reason, when the module breaks down', async () => {
    const link = new InProcessLink({
      receive: () => {
        throw new Error('out of order');
      },
    });
    const driver = new Sts6Module(link);
    await expect(driver.identify()).rejects.toMatchObject({
      kind: 'unplugged',
      message: expect.stringContaining('out of order'),
    });
  });

  it('hears nothing more once it is closed', async () => {
    const link = new InProcessLink(new FakeModule());
    const driver = new Sts6Module(link);
    await link.close();
    await expect(driver.identify()).rejects.toMatchObject({ kind: 'unplugged', spent: 'no' });
  });
});
