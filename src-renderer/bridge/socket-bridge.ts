import type { TillEvent } from '../../src-shared/contract/events.ts';
import type { Answer } from '../../src-shared/contract/failure.ts';
import type { Input, Output, ProcedureName } from '../../src-shared/contract/procedures.ts';
import type { LosableBridge } from './losable-bridge.ts';

/** What comes over the socket: an answer to a question, or an event. The till parses both ways. */
type Incoming = { id: number; answer: unknown } | { event: TillEvent };

interface Waiting {
  settle(answer: unknown): void;
  fail(reason: Error): void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4000;
/** How long a question may wait for a socket that is being opened again. */
const PATIENCE_MS = 3000;

/** The socket lives beside the page: `/<secret>/` → `/<secret>/socket`. */
export function socketUrl(page: { protocol: string; host: string; pathname: string }): string {
  const scheme = page.protocol === 'https:' ? 'wss:' : 'ws:';
  const folder = page.pathname.slice(0, page.pathname.lastIndexOf('/') + 1);
  return `${scheme}//${page.host}${folder}socket`;
}

/**
 * The bridge over the counter's WebSocket. It connects again by itself; a question that was out when the
 * connection broke rejects, because nobody knows whether it arrived.
 */
export function openSocketBridge(url: string): LosableBridge {
  const waiting = new Map<number, Waiting>();
  const eventListeners = new Set<(event: TillEvent) => void>();
  const connectionListeners = new Set<(connected: boolean) => void>();
  let nextId = 1;
  let wait = FIRST_WAIT_MS;
  let socket = connect();

  function connect(): WebSocket {
    const opened = new WebSocket(url);
    opened.addEventListener('open', () => {
      wait = FIRST_WAIT_MS;
      for (const listener of connectionListeners) listener(true);
    });
    opened.addEventListener('message', (message: MessageEvent<string>) => {
      const incoming: Incoming = JSON.parse(message.data);
      if ('event' in incoming) {
        for (const listener of eventListeners) listener(incoming.event);
        return;
      }
      waiting.get(incoming.id)?.settle(incoming.answer);
      waiting.delete(incoming.id);
    });
    opened.addEventListener('close', () => {
      for (const question of waiting.values()) question.fail(new Error('connection lost'));
      waiting.clear();
      for (const listener of connectionListeners) listener(false);
      setTimeout(() => {
        socket = connect();
      }, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
    return opened;
  }

  async function openSocket(): Promise<WebSocket> {
    const until = Date.now() + PATIENCE_MS;
    while (socket.readyState !== WebSocket.OPEN) {
      if (Date.now() > until) throw new Error('no connection');
      await new Promise((done) => setTimeout(done, 20));
    }
    return socket;
  }

  return {
    async call<Name extends ProcedureName>(name: Name, input: Input<Name>) {
      const through = await openSocket();
      const id = nextId++;
      return new Promise<Answer<Output<Name>>>((settle, fail) => {
        // The till checks its answers against the contract; the type is the contract's word for it.
        waiting.set(id, { settle: (answer) => settle(answer as Answer<Output<Name>>), fail });
        through.send(JSON.stringify({ id, name, input }));
      });
    },
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
  };
}
