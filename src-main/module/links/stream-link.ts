import { type Link, LinkClosed } from './link.ts';
import { LinkListeners } from './listeners.ts';

/** What links over a stream of the system have in common, serial port and socket. */
export abstract class StreamLink implements Link {
  readonly name: string;
  protected readonly listeners = new LinkListeners();

  constructor(name: string) {
    this.name = name;
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.listeners.closed || !this.canSend()) {
        reject(new LinkClosed(`${this.name} is closed`));
        return;
      }
      this.send(bytes, (error) => {
        // Part of the bytes may have left: this is no LinkClosed, the caller has to doubt.
        if (error) reject(error);
        else resolve();
      });
    });
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.listeners.onData(listener);
  }

  onClose(listener: (reason?: Error) => void): void {
    this.listeners.onClose(listener);
  }

  abstract close(): Promise<void>;
  protected abstract canSend(): boolean;
  protected abstract send(bytes: Uint8Array, done: (error?: Error | null) => void): void;
}
