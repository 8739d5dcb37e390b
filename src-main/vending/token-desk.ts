import type { Parsed } from '../../src-shared/contract/procedures.ts';
import type { Meter } from '../../src-shared/contract/shapes.ts';
import type { SoldToken, TokenExplanation } from '../../src-shared/contract/token-shapes.ts';
import { parseTokenDigits } from '../../src-shared/sts/token-digits.ts';
import { nearestToken } from '../../src-shared/sts/token-distance.ts';
import type { Meters } from '../ledger/meters.ts';
import type { PastToken, PastTokens } from '../ledger/past-tokens.ts';
import type { Messages } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { explainField, receiptNumber } from './find.ts';
import type { ModuleDesk } from './module-desk.ts';
import { type Cause, causeOf, type TokenFacts } from './token-cause.ts';
import { isSameKey, type KeyOfMeter, readToken } from './token-readings.ts';

export interface TokenDeskParts {
  readonly meters: Meters;
  readonly pastTokens: PastTokens;
  readonly module: ModuleDesk;
  readonly messages: () => Messages;
}

/** How far back a meter's tokens are held against what was typed. */
const TOKENS_OF_A_METER = 500;
/** A slip of the finger is one digit, or two that changed places. */
const MOST_WRONG_DIGITS = 3;
/** As many last digits two tokens share only by chance, so that a few candidates are enough. */
const SAME_ENDING = 8;
const CANDIDATES = 20;

/**
 * Says why a meter is likely to refuse a token. What can be told from the ledger is; the rest the module
 * says, asked to read the token under the keys of the meter. Nothing is spent and nothing is changed.
 */
export class TokenDesk {
  readonly #parts: TokenDeskParts;

  constructor(parts: TokenDeskParts) {
    this.#parts = parts;
  }

  /**
   * @throws Refusal `field.*` for what is not 20 digits, `meter.unknown`, `module.*` where only the module
   *   could tell and it cannot be asked
   */
  async explain({ token, meterId }: Parsed<'tokens.explain'>): Promise<TokenExplanation> {
    const { digits, isToken } = this.#read(token);
    const { meters, pastTokens } = this.#parts;
    const [exact] = pastTokens.endingIn(digits, 1);
    const near = exact ? null : nearestOf(digits, this.#candidates(digits, meterId));
    const sold = exact ?? near?.token ?? null;
    const meter = meters.get(meterId ?? sold?.meterId ?? 0);
    if (!meter) {
      if (meterId !== null) throw new Refusal('meter.unknown');
      return this.#explained(digits, { code: 'explain.which-meter', detail: {} }, {});
    }
    if (exact && exact.meterId !== meter.id) {
      const detail = { drn: exact.drn, name: exact.customerName || exact.drn };
      return this.#explained(
        digits,
        { code: 'explain.other-meter', detail },
        { meter, sold: exact },
      );
    }
    const past = pastTokens.ofMeter(meter.id, TOKENS_OF_A_METER);
    const facts = { meter, exact: exact ?? null, near, past };
    const reading = isToken ? await this.#ask(digits, facts) : null;
    const cause = causeOf({ ...facts, reading, isToken });
    const newer = exact ? (past.find((each) => each.saleId > exact.saleId) ?? null) : null;
    // A token that can be read was typed as it is, so it is not another one mistyped.
    const meant = exact ?? (reading ? null : near?.token) ?? null;
    return this.#explained(digits, cause, {
      meter,
      sold: meant,
      newer,
      wrongDigits: meant && near ? near.wrongDigits : [],
    });
  }

  /** Twenty digits may say more than a token can: they are a token mistyped. */
  #read(text: string): { readonly digits: string; readonly isToken: boolean } {
    const parsed = parseTokenDigits(text);
    if (parsed.ok) return { digits: parsed.value, isToken: true };
    const { code, found } = parsed.error;
    if (code === 'range' && found !== undefined) return { digits: found, isToken: false };
    const failure = explainField(this.#parts.messages(), parsed.error);
    throw new Refusal(failure.code, failure.detail);
  }

  #candidates(digits: string, meterId: number | null): PastToken[] {
    const { pastTokens } = this.#parts;
    return meterId === null
      ? pastTokens.endingIn(digits.slice(-SAME_ENDING), CANDIDATES)
      : pastTokens.ofMeter(meterId, TOKENS_OF_A_METER);
  }

  async #ask(digits: string, facts: Omit<TokenFacts, 'reading' | 'isToken'>) {
    const { meter, exact, near, past } = facts;
    const { pan } = meter;
    try {
      return await readToken(this.#parts.module.reader(), { pan, digits }, meter, before(past));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // What the ledger can tell by itself needs no module.
      if (near || (exact && !isSameKey(exact, meter))) return null;
      throw error;
    }
  }

  #explained(
    digits: string,
    { code, detail }: Cause,
    about: {
      readonly meter?: Meter;
      readonly sold?: PastToken | null;
      readonly newer?: PastToken | null;
      readonly wrongDigits?: readonly number[];
    },
  ): TokenExplanation {
    return {
      digits,
      cause: this.#parts.messages().failure(code, detail),
      meter: about.meter ?? null,
      sold: about.sold ? soldToken(about.sold) : null,
      wrongDigits: [...(about.wrongDigits ?? [])],
      newer: about.newer ? soldToken(about.newer) : null,
    };
  }
}

function nearestOf(digits: string, tokens: readonly PastToken[]) {
  return nearestToken(digits, tokens, MOST_WRONG_DIGITS);
}

/** The configurations that tokens of a meter were made for, the latest first. */
function before(past: readonly PastToken[]): KeyOfMeter[] {
  const keys: KeyOfMeter[] = [];
  for (const token of past) {
    if (!keys.some((key) => isSameKey(key, token))) keys.push(token);
  }
  return keys;
}

function soldToken(token: PastToken): SoldToken {
  return {
    saleId: token.saleId,
    receiptNumber: receiptNumber(token.saleId),
    at: token.openedAt.toISOString(),
    digits: token.digits,
    drn: token.drn,
    customerName: token.customerName,
  };
}
