import type { Meter } from '../../src-shared/contract/shapes.ts';
import type { PastToken } from '../ledger/past-tokens.ts';
import { receiptNumber } from './find.ts';
import { isSameKey, type TokenReading } from './token-readings.ts';

/** What is known of a token that a meter refused. */
export interface TokenFacts {
  readonly meter: Meter;
  /** The sale of this meter whose token it is, digit by digit. */
  readonly exact: PastToken | null;
  /** The token of this meter that it differs from in a few digits only. */
  readonly near: { readonly token: PastToken; readonly wrongDigits: readonly number[] } | null;
  /** What was sold for the meter, the latest first. */
  readonly past: readonly PastToken[];
  /** What the module reads in it; null where no key makes sense of it. */
  readonly reading: TokenReading | null;
  /** Whether its digits can be a token at all. */
  readonly isToken: boolean;
}

export interface Cause {
  /** Of the catalogue, under `errors`. */
  readonly code: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

const CREDIT = 0;
/** KEY_EXPIRED: its TID is beyond the KEN of the key. */
const EXPIRED = 41;
/** Credit under a default key, which no meter takes. */
const DEFAULT_KEY = 80;

/**
 * The likely reason why a meter refuses a token, most telling first. None of its remedies sells anything:
 * a token that is in the meter already must not be paid for again.
 */
export function causeOf(facts: TokenFacts): Cause {
  const { reading, exact, near, meter } = facts;
  if (!reading) {
    if (exact) return isSameKey(exact, meter) ? cause('key-gone', keyOf(exact)) : changed(exact);
    if (near) {
      const count = near.wrongDigits.length;
      return cause('mistyped', { count, number: receiptNumber(near.token.saleId) });
    }
    return facts.isToken ? cause('unreadable', { drn: meter.drn }) : cause('no-token');
  }
  const { says, under, key } = reading;
  if (says.tokenClass !== CREDIT) return cause('no-credit');
  if (says.result === DEFAULT_KEY) return cause('default-key', keyOf(key));
  if (says.result === EXPIRED) return cause('expired-key', keyOf(key));
  if (under === 'before') return changed(key);
  if (under === 'other') return cause('other-key', keyOf(key));
  if (!exact) return cause('not-ours', { drn: meter.drn });
  return ofMeter(exact, facts.past);
}

/** A token that is right for its meter. */
function ofMeter(exact: PastToken, past: readonly PastToken[]): Cause {
  const newer = past.find(({ saleId }) => saleId > exact.saleId);
  if (newer) {
    const number = receiptNumber(newer.saleId);
    return cause('newer-sold', { at: newer.openedAt.toISOString(), number });
  }
  const previous = past.find(({ saleId }) => saleId < exact.saleId);
  // The first one made with the key: its meter may not have been given that yet.
  if (previous && !isSameKey(previous, exact)) return cause('new-key', keyOf(exact));
  return cause('good', { at: exact.openedAt.toISOString() });
}

function changed(key: Parameters<typeof keyOf>[0]): Cause {
  return cause('key-changed', keyOf(key));
}

function keyOf(key: {
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
}): Cause['detail'] {
  const { supplyGroupCode, keyRevisionNumber } = key;
  return { supplyGroupCode, keyRevisionNumber };
}

type Reason =
  | 'mistyped'
  | 'no-token'
  | 'unreadable'
  | 'key-gone'
  | 'key-changed'
  | 'new-key'
  | 'other-key'
  | 'expired-key'
  | 'default-key'
  | 'no-credit'
  | 'not-ours'
  | 'newer-sold'
  | 'good';

function cause(reason: Reason, detail: Cause['detail'] = {}): Cause {
  return { code: `explain.${reason}`, detail };
}
