import { once } from 'node:events';
import { createServer, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks for exactly this path with exactly these headers: a browser would tidy both up. */
export async function get(
  base: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const { hostname, port } = new URL(base);
  const asked = request({ hostname, port, path, headers });
  asked.end();
  const [answer] = await once(asked, 'response');
  let body = '';
  for await (const piece of answer) body += piece;
  return { status: answer.statusCode, headers: answer.headers, body };
}

/** A page of somebody else on this machine, which counts who comes. */
export async function startStranger() {
  const visits: string[] = [];
  const server = createServer((asked, answer) => {
    visits.push(asked.url ?? '');
    answer.writeHead(200, { 'Content-Type': 'text/html', 'Access-Control-Allow-Origin': '*' });
    answer.end('<!doctype html><title>somebody else</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    /** The paths that were asked for. */
    visits,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
