/** The listeners of a link, and the one moment at which it closes. Shared by every kind of link. */
export class LinkListeners {
  #data: ((bytes: Uint8Array) => void) | null = null;
  readonly #close: ((reason?: Error) => void)[] = [];
  #closed = false;
  #reason: Error | undefined;

  get closed(): boolean {
    return this.#closed;
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#data = listener;
  }

  onClose(listener: (reason?: Error) => void): void {
    if (this.#closed) listener(this.#reason);
    else this.#close.push(listener);
  }

  data(bytes: Uint8Array): void {
    if (!this.#closed) this.#data?.(bytes);
  }

  /** Only the first call counts: a lost cable is often reported twice, as an error and as the end. */
  close(reason?: Error): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reason = reason;
    this.#data = null;
    for (const listener of this.#close.splice(0)) listener(reason);
  }
}
