import { type ProtocolRequest, type ProtocolResponse, protocol } from 'electron';
import { APP_SCHEME, type ScreenAddress } from './screen-address.ts';
import { screenFile, securityHeaders } from './screen-files.ts';

/** Chromium's number for it. */
const FILE_NOT_FOUND = -6;

/**
 * Answers the window's requests for the files of the built screen.
 *
 * Chromium reads them itself, off the main thread. With `protocol.handle`, which Electron prefers, each
 * goes through a `fetch` in the main thread, and the screen is ready a good 30 ms later (ADR 0010).
 */
export function serveScreen({ scheme, host }: ScreenAddress, folder: string): void {
  const headers = securityHeaders();
  const answer = (request: ProtocolRequest, send: (response: ProtocolResponse) => void) => {
    const url = new URL(request.url);
    const file = url.host === host ? screenFile(folder, url.pathname) : null;
    if (file) send({ path: file.path, headers: { ...headers, 'Content-Type': file.type } });
    else send({ error: FILE_NOT_FOUND });
  };
  if (scheme === APP_SCHEME) protocol.registerFileProtocol(scheme, answer);
  else protocol.interceptFileProtocol(scheme, answer);
}
