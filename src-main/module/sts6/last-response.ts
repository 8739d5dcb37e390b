import { decodeResponse, encodeRequest, type Response } from './frame.ts';
import { unplugged } from './heard.ts';
import type { Line } from './line.ts';

/** A module that says nothing so often has no last answer to tell, or is not there. */
const MOST_SILENCES = 2;

export interface LastResponseOptions {
  /** How often it is asked for again where what comes cannot be read. */
  readonly retries: number;
  /** Milliseconds an answer may take. */
  readonly limit: number;
  /** Called each time the request has been handed on. */
  readonly onSent?: (() => void) | undefined;
}

/**
 * Asks a line that nobody else is using for what the module answered last (`GL?RR`). Null where nothing
 * comes that can be read. Rejects with a ModuleUnplugged where the line breaks.
 */
export async function lastResponseOn(
  line: Line,
  { retries, limit, onSent }: LastResponseOptions,
): Promise<Response | null> {
  let silences = 0;
  for (let tries = 0; tries <= retries && silences < MOST_SILENCES; tries += 1) {
    line.send(encodeRequest('GL?RR'), limit);
    onSent?.();
    do {
      const text = await line.receive().catch((error: unknown) => {
        throw unplugged(error, 'no');
      });
      if (text === null) silences += 1;
      const response = text === null ? null : decodeResponse(text);
      // A request that broke off may stand before this one on the line: together they are no frame.
      if (response && !('problem' in response) && response.status !== '20') return response;
    } while (line.hasInput);
  }
  return null;
}
