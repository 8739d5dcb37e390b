import type { Link } from '../links/link.ts';
import {
  type IssuedToken,
  type KeyAttributes,
  type LicenceOutcome,
  type ModuleClock,
  ModuleError,
  type ModuleIdentity,
  type ModuleIdentityDetails,
  ModuleRefused,
  type SecurityModule,
  type TokenRequest,
  type TokenVerification,
  type TransactionCounter,
  type VerifyRequest,
} from '../security-module.ts';
import { readKeyAttributes } from './attributes.ts';
import { type Asking, Exchange, type ExchangeOptions } from './exchange.ts';
import { readEditionOneIdentity, readIdentity, readIdentityDetails } from './identity.ts';
import { FieldReader, numberField, PtvdError } from './ptvd.ts';
import type { Question } from './question.ts';
import { belongsQuestion, readToken, tokenQuestion, verifyQuestion } from './tokens.ts';

export interface DriverOptions extends ExchangeOptions {
  /** Called for each token that came, before the next request leaves. Must not throw. */
  readonly onToken?: () => void;
  /** Called for each reading of the transaction counter, in order with the tokens. Must not throw. */
  readonly onCounter?: (transactionsLeft: number) => void;
  /** Called for each request that failed. Must not throw. */
  readonly onFailure?: (error: ModuleError) => void;
}

/**
 * A security module that speaks STS6 (STS600-8-6) over a link. Requests go out one at a time; see
 * {@link Exchange} for what happens when the line misbehaves.
 */
export class Sts6Module implements SecurityModule {
  readonly #exchange: Exchange;
  readonly #onToken: () => void;
  readonly #onCounter: (transactionsLeft: number) => void;
  readonly #onFailure: (error: ModuleError) => void;

  constructor(link: Link, options: DriverOptions = {}) {
    this.#exchange = new Exchange(link, options);
    this.#onToken = options.onToken ?? (() => {});
    this.#onCounter = options.onCounter ?? (() => {});
    this.#onFailure = options.onFailure ?? (() => {});
  }

  /** Whether no request is on its way. */
  get idle(): boolean {
    return this.#exchange.idle;
  }

  /** How many frames came that answered nothing: see {@link Exchange.strays}. */
  get strays(): number {
    return this.#exchange.strays;
  }

  async identify(): Promise<ModuleIdentity> {
    try {
      return await this.#query('SM?DI', '', readIdentity);
    } catch (error) {
      // An Edition 1 module does not know SM?DI. It is named all the same, so that the shop can be
      // told how to upgrade it.
      if (!(error instanceof ModuleRefused && error.status === '21')) throw error;
      return await this.#query('SM?ID', '', readEditionOneIdentity).catch(() => {
        throw error;
      });
    }
  }

  identityDetails(): Promise<ModuleIdentityDetails> {
    return this.#query('SM?QI', '', readIdentityDetails);
  }

  clock(): Promise<ModuleClock> {
    return this.#query('SM?QD', '', (payload) => {
      const fields = new FieldReader(payload, 2);
      return { clock: fields.date(), tidWindowMinutes: fields.number() };
    });
  }

  async keyAttributes(register: number): Promise<KeyAttributes> {
    return this.#query('SM?GA', numberField(register), (payload) =>
      readKeyAttributes(register, new FieldReader(payload, 1).text()),
    );
  }

  async creditToken(request: TokenRequest, onSent?: () => void): Promise<IssuedToken> {
    return this.#ask(tokenQuestion('SM?VC', request, this.#onToken, onSent));
  }

  async lastCreditToken(onSent?: () => void): Promise<IssuedToken | null> {
    const last = await this.#exchange.lastResponse(onSent);
    if (last?.command !== 'SM?VC' || last.status !== '00') return null;
    try {
      return readToken(last.payload);
    } catch (error) {
      if (error instanceof PtvdError) return null;
      throw error;
    }
  }

  async isCreditTokenOf(
    request: TokenRequest,
    digits: string,
    onSent?: () => void,
  ): Promise<boolean> {
    return this.#ask(belongsQuestion('SM?VC', request, digits, onSent));
  }

  async managementToken(request: TokenRequest): Promise<IssuedToken> {
    return this.#ask(tokenQuestion('SM?VM', request, this.#onToken));
  }

  async verifyToken(request: VerifyRequest): Promise<TokenVerification> {
    return this.#ask(verifyQuestion(request));
  }

  transactionCounter(): Promise<TransactionCounter> {
    return this.#ask(this.#counterQuestion());
  }

  loadLicence(
    certificate: string,
    onSending: (before: TransactionCounter) => void,
  ): Promise<LicenceOutcome> {
    return this.#together(async (ask) => {
      const before = await ask(this.#counterQuestion());
      onSending(before);
      let error: ModuleError | null = null;
      try {
        await ask(instruction('SM?CI', certificate, true));
      } catch (caught) {
        if (!(caught instanceof ModuleError)) throw caught;
        error = caught;
      }
      // Without an answer the counter is asked all the same: it tells whether the licence was taken.
      const after = await ask(this.#counterQuestion()).catch(() => null);
      return { before, error, after };
    });
  }

  // The same key loaded twice is the same key: these may be sent again.
  loadKmcKey(payload: string): Promise<void> {
    return this.#ask(instruction('SM?KC', payload, false));
  }

  loadKey(payload: string): Promise<void> {
    return this.#ask(instruction('SM?KL', payload, false));
  }

  close(): Promise<void> {
    return this.#exchange.close();
  }

  #query<Answer>(
    command: string,
    payload: string,
    read: (payload: string) => Answer,
  ): Promise<Answer> {
    return this.#ask({ command, payload, spends: false, read });
  }

  #counterQuestion(): Question<TransactionCounter> {
    return {
      command: 'SM?CQ',
      payload: '',
      spends: false,
      read: (payload) => {
        const fields = new FieldReader(payload, 4);
        const counter = {
          transactionsLeft: fields.number(),
          moduleId: fields.text(),
          nonce: fields.hex(),
          clock: fields.date(),
        };
        this.#onCounter(counter.transactionsLeft);
        return counter;
      },
    };
  }

  #ask<Answer>(question: Question<Answer>): Promise<Answer> {
    return this.#together((ask) => ask(question));
  }

  #together<Value>(work: (ask: Asking) => Promise<Value>): Promise<Value> {
    return this.#exchange.together((ask) =>
      work(async (question) => {
        try {
          return await ask(question);
        } catch (error) {
          if (error instanceof ModuleError) this.#onFailure(error);
          throw error;
        }
      }),
    );
  }
}

/** A command that answers with nothing but its status. */
function instruction(command: string, payload: string, spends: boolean): Question<void> {
  return { command, payload, spends, alike: true, read: () => undefined };
}
