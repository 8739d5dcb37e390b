import type { Page, WebSocketRoute } from '@playwright/test';

/**
 * The counter's connection, on which answers can be kept back, exchanged and lost. To be laid before the
 * page is loaded anew.
 */
export class Line {
  readonly #delayed = new Map<string, (() => void)[]>();
  readonly #answers = new Map<string, object>();
  readonly #cuts = new Set<string>();

  static async under(page: Page): Promise<Line> {
    const line = new Line();
    await page.routeWebSocket(/\/socket$/u, (screen) => line.#connect(screen));
    return line;
  }

  /** From now on answers to this question are kept back, until {@link release}. */
  delay(question: string): void {
    this.#delayed.set(question, []);
  }

  /** Lets the answers go that were kept back. */
  release(question: string): void {
    const kept = this.#delayed.get(question) ?? [];
    this.#delayed.delete(question);
    for (const send of kept) send();
  }

  /** How many answers are kept back. */
  waiting(question: string): number {
    return this.#delayed.get(question)?.length ?? 0;
  }

  /** From now on this question is refused, without the till being asked. */
  refuse(question: string, error: object): void {
    this.#answers.set(question, { ok: false, error });
  }

  /** The next time the till has answered this question, the connection is gone before the screen hears. */
  loseAnswer(question: string): void {
    this.#cuts.add(question);
  }

  #connect(screen: WebSocketRoute): void {
    const till = screen.connectToServer();
    const asked = new Map<number, string>();
    screen.onMessage((message) => {
      const { id, name }: { id: number; name: string } = JSON.parse(String(message));
      asked.set(id, name);
      const answer = this.#answers.get(name);
      if (answer) screen.send(JSON.stringify({ id, answer }));
      else till.send(message);
    });
    till.onMessage((message) => {
      const { id }: { id?: number } = JSON.parse(String(message));
      const name = id === undefined ? '' : (asked.get(id) ?? '');
      if (this.#cuts.delete(name)) {
        void till.close();
        void screen.close();
        return;
      }
      const kept = this.#delayed.get(name);
      if (kept) kept.push(() => screen.send(message));
      else screen.send(message);
    });
  }
}
