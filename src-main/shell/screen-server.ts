import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import type { ScreenAddress } from './screen-address.ts';
import { screenFile, securityHeaders } from './screen-files.ts';

/** Answers the window's requests for the files of the built screen. */
export function serveScreen({ scheme, host }: ScreenAddress, folder: string): void {
  const headers = securityHeaders();
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const file = url.host === host ? screenFile(folder, url.pathname) : null;
    const body = file && (await readFile(file.path).catch(() => null));
    if (!file || !body) return new Response('not found', { status: 404, headers });
    return new Response(body, { headers: { ...headers, 'Content-Type': file.type } });
  });
}
