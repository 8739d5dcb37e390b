import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';

const message = z.union([
  z.object({
    id: z.int(),
    answer: z.looseObject({ ok: z.boolean(), value: z.unknown().optional() }),
  }),
  z.object({ event: z.object({ name: z.string() }) }),
]);
type CalledBack = Extract<z.infer<typeof message>, { id: number }>['answer'];

/** A screen as a browser opens it. */
export class CounterClient {
  readonly socket: WebSocket;
  readonly events: string[] = [];
  readonly #waiting = new Map<number, (answer: CalledBack) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const heard = message.parse(JSON.parse(String(data)));
      if ('event' in heard) this.events.push(heard.event.name);
      else this.#waiting.get(heard.id)?.(heard.answer);
    });
  }

  /** @param address what the counter printed */
  static async open(address: string): Promise<CounterClient> {
    const { origin } = new URL(address);
    const socket = new WebSocket(`${address.replace('http', 'ws')}socket`, { origin });
    await once(socket, 'open');
    return new CounterClient(socket);
  }

  call(name: string, input: unknown): Promise<CalledBack> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.socket.send(JSON.stringify({ id, name, input }));
    });
  }
}
