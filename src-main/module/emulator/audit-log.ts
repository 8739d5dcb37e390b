import { LONGEST_LOG, type MemoryContent } from './memory.ts';
import { Refusal, STATUS } from './status.ts';

/** The commands that leave an entry in the log, carried out or refused. */
export const LOGGED: ReadonlySet<string> = new Set([
  'SM?VC',
  'SM?VM',
  'SM?VK',
  'SM?CI',
  'SM?KC',
  'SM?KL',
  'GL?RS',
]);

type Log = Pick<MemoryContent, 'log' | 'logged'>;

/**
 * The log with one more entry: its number since the module was made, the time as CCYYMMDDhhmmss, the
 * command or event, the status. The oldest makes room.
 */
export function withEntry(log: Log, now: Date, event: string, status: string): Log {
  const number = log.logged + 1;
  const time = now.toISOString().slice(0, 19).replace(/[-:T]/g, '');
  const entry = `${number};${time};${event};${status}`;
  return { log: [...log.log.slice(1 - LONGEST_LOG), entry], logged: number };
}

/** An entry by its place, 1 being the latest. Throws 45 past the end. */
export function logEntry({ log }: Log, place: number): string {
  const entry = place === 0 ? undefined : log.at(-place);
  if (entry === undefined) throw new Refusal(STATUS.logRange);
  return entry;
}
