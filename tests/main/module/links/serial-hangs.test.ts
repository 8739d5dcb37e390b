import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSerialLink } from '../../../../src-main/module/links/serial.ts';

/* A driver that hangs: a port whose opening never ends, or ends too late. */

type Callback = (error: Error | null) => void;

const port = vi.hoisted(() => ({
  opened: null as ((error: Error | null) => void) | null,
  setsAnswer: true,
  closed: 0,
}));

vi.mock('serialport', () => ({
  SerialPort: class {
    isOpen = false;
    closing = false;
    on(): void {}
    open(callback: Callback): void {
      port.opened = (error) => {
        this.isOpen = error === null;
        callback(error);
      };
    }
    set(_lines: unknown, callback: Callback): void {
      if (port.setsAnswer) callback(null);
    }
    close(callback: Callback): void {
      port.closed += 1;
      this.isOpen = false;
      callback(null);
    }
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(port, { opened: null, setsAnswer: true, closed: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const GIVEN_UP = /COM7.*5 s/u;

/** Opens a port, up to where its driver is asked. */
async function opening(): Promise<{ link: ReturnType<typeof openSerialLink> }> {
  const link = openSerialLink({ path: 'COM7' });
  link.catch(() => {});
  await vi.waitFor(() => expect(port.opened).not.toBeNull());
  return { link };
}

it('a port that does not open is given up, and closed where it opens after all', async () => {
  const { link } = await opening();
  await vi.advanceTimersByTimeAsync(5000);
  await expect(link).rejects.toMatchObject({ name: 'LinkClosed', reason: 'not-found' });
  await expect(link).rejects.toThrow(GIVEN_UP);
  expect(port.closed).toBe(0);
  port.opened?.(null);
  expect(port.closed).toBe(1);
});

it('a port that fails too late is left alone', async () => {
  const { link } = await opening();
  await vi.advanceTimersByTimeAsync(5000);
  await expect(link).rejects.toThrow(GIVEN_UP);
  port.opened?.(new Error('Access denied'));
  expect(port.closed).toBe(0);
});

it('a port whose lines cannot be raised is closed', async () => {
  port.setsAnswer = false;
  const { link } = await opening();
  port.opened?.(null);
  await vi.advanceTimersByTimeAsync(5000);
  await expect(link).rejects.toThrow(GIVEN_UP);
  expect(port.closed).toBe(1);
});

it('a port that opens in time leaves no timer that closes it', async () => {
  const { link } = await opening();
  port.opened?.(null);
  const open = await link;
  await vi.advanceTimersByTimeAsync(0);
  expect(port.closed).toBe(0);
  await open.close();
  expect(port.closed).toBe(1);
});
