/**
 * Says that something was plugged in. It only makes things quicker: who waits for a module looks again
 * every two seconds in any case.
 */
export interface HotPlug {
  /** Calls back a moment after each time; returns the function that stops it. */
  onChange(listener: () => void): () => void;
}

/** The `usb` package, as far as it is used. */
interface UsbLibrary {
  readonly usb: {
    on(event: 'attach', listener: () => void): unknown;
    off(event: 'attach', listener: () => void): unknown;
  };
}

/** After this many milliseconds the system has made a port of a USB device that came. */
const SETTLED_MS = 300;

/** Loaded when somebody first waits: a till without a cable never loads native code. */
function loadUsb(): Promise<UsbLibrary> {
  return import('usb');
}

/** Hears of USB devices through libusb. Where it cannot be had, it never calls back. */
export function usbHotPlug(load: () => Promise<UsbLibrary> = loadUsb): HotPlug {
  return {
    onChange(listener) {
      const timers = new Set<NodeJS.Timeout>();
      const attached = () => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          listener();
        }, SETTLED_MS);
        timers.add(timer);
      };
      let stopped = false;
      let stop = () => {};
      void load()
        .then(({ usb }) => {
          if (stopped) return;
          usb.on('attach', attached);
          stop = () => void usb.off('attach', attached);
        })
        .catch(() => {
          // Its binary does not load, or there is no USB here.
        });
      return () => {
        stopped = true;
        stop();
        for (const timer of timers) clearTimeout(timer);
      };
    },
  };
}
