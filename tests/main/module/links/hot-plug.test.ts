import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usbHotPlug } from '../../../../src-main/module/links/hot-plug.ts';

describe('hearing of devices', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The `usb` package without its devices. */
  function fakeUsb() {
    const usb = new EventEmitter();
    return { usb, hotPlug: usbHotPlug(async () => ({ usb })) };
  }

  it('calls back when the system has had time to make a port of the device', async () => {
    const { usb, hotPlug } = fakeUsb();
    const heard = vi.fn();
    const stop = hotPlug.onChange(heard);
    await vi.advanceTimersByTimeAsync(0);
    usb.emit('attach', {});
    expect(heard).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    expect(usb.listenerCount('attach')).toBe(0);
  });

  it('calls nobody back who has stopped listening', async () => {
    const { usb, hotPlug } = fakeUsb();
    const heard = vi.fn();
    const stop = hotPlug.onChange(heard);
    await vi.advanceTimersByTimeAsync(0);
    usb.emit('attach', {});
    stop();
    await vi.advanceTimersByTimeAsync(1000);
    // Stopped before the package was there.
    hotPlug.onChange(heard)();
    await vi.advanceTimersByTimeAsync(0);
    usb.emit('attach', {});
    await vi.advanceTimersByTimeAsync(1000);
    expect(heard).not.toHaveBeenCalled();
    expect(usb.listenerCount('attach')).toBe(0);
  });

  it.each([
    ['does not load', () => Promise.reject(new Error('no prebuilt binary for this system'))],
    [
      'finds no USB here',
      async () => ({
        usb: {
          on: () => {
            throw new Error('LIBUSB_ERROR_NOT_SUPPORTED');
          },
          off: () => {},
        },
      }),
    ],
  ])('is silent where the package %s', async (_why, load) => {
    const heard = vi.fn();
    const stop = usbHotPlug(load).onChange(heard);
    await vi.advanceTimersByTimeAsync(1000);
    stop();
    expect(heard).not.toHaveBeenCalled();
  });
});
