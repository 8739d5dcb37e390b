import type { Link } from '../links/link.ts';
import {
  ModuleError,
  ModuleGarbled,
  ModuleRefused,
  ModuleSilent,
  ModuleUnplugged,
} from '../security-module.ts';
import { type After, systemAfter } from '../timers.ts';
import { decodeResponse, encodeRequest, type Response } from './frame.ts';
import { exhausted, extendedText, type Heard, type Passed, pass, unplugged } from './heard.ts';
import { lastResponseOn } from './last-response.ts';
import { Line, LineLost } from './line.ts';
import { PtvdError } from './ptvd.ts';
import type { Question } from './question.ts';
import { usualTimeLimit } from './time-limits.ts';
import { TokenDoubt } from './token-doubt.ts';

export interface ExchangeOptions {
  readonly after?: After;
  /** Milliseconds a command may take. */
  readonly timeLimit?: (command: string) => number;
  /** How often an answer is asked for again; 2 is the least the protocol wants. */
  readonly retries?: number;
}

const RETRIES = 3;

/** Asks at once, without a queue. */
export type Asking = <Answer>(question: Question<Answer>) => Promise<Answer>;

/**
 * Requests and responses over a link, strictly one after the other; callers queue.
 *
 * The danger is a request that spends a transaction and is carried out twice, or a token given to the
 * wrong sale. A module answers in order, each request once, and `GL?RR` repeats its last answer. What
 * follows from that:
 *
 * - No answer, or a damaged one: ask for it with `GL?RR`; never send a spending request again on
 *   silence, it may well have been carried out.
 * - `GL?RR` may bring the answer to an *earlier* request, if the latest one never arrived. That answer
 *   is known, being the previous text; for two tokens the texts differ. Getting it means that the
 *   latest request was not carried out, and may be sent again.
 * - `GL!ER20` before any `GL?RR` means that the request arrived damaged and was not carried out: it
 *   may be sent again. After a `GL?RR` it says nothing, for the damaged request may have been the
 *   `GL?RR`: only asking once more can help.
 * - Before a spending request is sent again, and before the next request after any trouble, the line
 *   is brought in step with an echo (`GL?EC`) of a number used once: all that comes before the echo
 *   is an answer to something older. A late answer found there is taken; an unreadable one ends
 *   the matter as `perhaps`.
 * - After any trouble, a token is accepted only when the module itself confirms (`SM?VT`, which spends
 *   nothing) that it carries the TID and amount asked for. That also covers a module host which
 *   other tills use.
 * - A request that the line delivers twice is carried out twice, and the second answer may come at any
 *   time. A token with another frame behind it may be that answer: this is trouble, as are frames that
 *   came unasked, also for the token after next. A token that was given before is passed over.
 * - The line may deliver a frame twice. An answer identical to the previous one, to a different
 *   request, is such a double; and because two refusals may well be identical, the line is
 *   brought in step between a refusal and the next spending request.
 *
 * When nothing went wrong none of this costs a byte. What remains open ends as `spent: 'perhaps'`: the
 * sale is taken up again with the same TID, so the worst is one lost transaction, never double credit.
 */
export class Exchange {
  readonly #line: Line;
  readonly #timeLimit: (command: string) => number;
  readonly #retries: number;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** The latest request and its response, as texts; null where the next vend needs an echo first. */
  #previous: { readonly request: string; readonly response: string } | null = null;
  /** Whether no answer to anything older can still be on its way. */
  #inStep = true;
  readonly #doubt = new TokenDoubt();
  #nonce = Math.floor(Math.random() * 1e8);

  constructor(link: Link, options: ExchangeOptions = {}) {
    this.#line = new Line(link, options.after ?? systemAfter);
    this.#timeLimit = options.timeLimit ?? usualTimeLimit;
    this.#retries = options.retries ?? RETRIES;
  }

  /** Whether no question is being asked or waits. */
  get idle(): boolean {
    return this.#waiting === 0;
  }

  /** How many frames came that answered nothing: more than none means a line that doubles frames. */
  get strays(): number {
    return this.#line.strays;
  }

  /** Asks when all earlier questions are done. Rejects with a {@link ModuleError}. */
  ask<Answer>(question: Question<Answer>): Promise<Answer> {
    return this.together((ask) => ask(question));
  }

  /** Several questions with nobody else's in between, when all earlier ones are done. */
  together<Value>(work: (ask: Asking) => Promise<Value>): Promise<Value> {
    return this.#alone(() => work((question) => this.#answer(question)));
  }

  #alone<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#waiting += 1;
    const done = this.#queue.then(async () => {
      try {
        return await work();
      } finally {
        this.#waiting -= 1;
        this.#line.quiet();
      }
    });
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /**
   * What the module answered last, to whomever: to be asked before anything else on this link, for
   * whatever is asked takes its place. Null where it says nothing that can be read. Whose answer it is
   * cannot be seen from it. Rejects with a {@link ModuleError} where the line breaks.
   */
  lastResponse(onSent?: () => void): Promise<Response | null> {
    return this.#alone(() => {
      // What comes behind it is not the answer to the next question.
      this.#inStep = false;
      const options = { retries: this.#retries, limit: this.#timeLimit('GL?RR'), onSent };
      return lastResponseOn(this.#line, options);
    });
  }

  close(): Promise<void> {
    return this.#line.close();
  }

  async #answer<Answer>(question: Question<Answer>): Promise<Answer> {
    const { command, payload, spends, alike = false } = question;
    // The answer before has to be known, or GL?RR could not be understood later.
    if (!this.#inStep || alike || (spends && this.#previous === null)) {
      await this.#bringInStep(command, 'no');
    }
    if (spends) this.#doubt.asking(this.#line.strays);
    const request = encodeRequest(command, payload);
    const spent = spends ? 'perhaps' : 'no';
    let resent = false;
    let retries = this.#retries;
    this.#line.send(request, this.#timeLimit(command));
    question.onSent?.();
    for (;;) {
      const heard = await this.#listen(question, request, resent).catch((error: unknown) => {
        throw unplugged(error, !resent && error instanceof LineLost && error.unsent ? 'no' : spent);
      });
      if (heard.kind === 'answer') {
        if (spends && this.#line.hasOther(heard.text)) this.#inStep = false;
        return this.#accept(question, request, heard);
      }
      const inDoubt = spends && resent;
      if (heard.kind === 'error') {
        this.#previous = null;
        if (!inDoubt) throw new ModuleRefused(command, heard.status);
        throw new ModuleGarbled(`${command}: then only error ${heard.status}`, 'perhaps');
      }
      this.#inStep = false;
      if (retries === 0) throw exhausted(command, heard, inDoubt, spent);
      retries -= 1;
      const mayRepeat =
        heard.kind === 'not-reached' ||
        (heard.kind === 'not-understood' && !inDoubt) ||
        // Asking for the answer has failed; a request that spends nothing is simply asked anew.
        (!spends && resent);
      if (!mayRepeat) {
        resent = true;
        this.#line.send(encodeRequest('GL?RR'), this.#timeLimit('GL?RR'));
        continue;
      }
      const before = this.#previous?.response;
      const passed = await this.#bringInStep(command, spent);
      if (spends) {
        const late = passed.frames.find(
          ({ text, response }) => response.command === command && text !== before,
        );
        if (late) return this.#accept(question, request, late, true);
        // Something else came as well: what was taken for the answer to GL?RR may have been a double.
        const more = passed.frames.some(({ response }) => response.command !== 'GL?EC');
        if (passed.noise || (more && heard.kind === 'not-reached')) {
          throw new ModuleGarbled(`${command}: the answer was damaged`, 'perhaps');
        }
      }
      resent = false;
      this.#line.send(request, this.#timeLimit(command));
    }
  }

  /** Reads until there is something to act on. */
  async #listen(
    { command, spends }: Question<unknown>,
    request: string,
    resent: boolean,
  ): Promise<Heard> {
    let trouble: 'noise' | 'not-understood' | 'not-reached' | null = null;
    for (;;) {
      // What has arrived is read to its end before trouble is acted on: the answer may be behind it.
      if (trouble && !this.#line.hasInput) return { kind: trouble };
      const text = await this.#line.receive();
      if (text === null) return { kind: 'silence' };
      const response = decodeResponse(text);
      if ('problem' in response) {
        trouble = 'noise';
        this.#inStep = false;
        continue;
      }
      if (response.command === 'GL?ER') {
        // Behind noise it may answer a scrap of a request, the noise having been our answer.
        if (trouble === 'noise') continue;
        if (response.status !== '20') return { kind: 'error', status: response.status };
        trouble = 'not-understood';
        this.#inStep = false;
        continue;
      }
      const previous = this.#previous;
      if (previous?.response === text) {
        const same = previous.request === request;
        // The same sale once more: whichever of the two this answers, its token is for this request.
        if (resent && !(same && spends)) {
          trouble ??= 'not-reached';
          continue;
        }
        if (!same && response.status === '00') {
          this.#inStep = false;
          this.#line.countStray();
          // A spending request is not repeated for that, its answer is still to come.
          if (spends || response.command !== command) continue;
          return { kind: 'not-reached' };
        }
      }
      if (response.command === command && !this.#doubt.isOfAnother(text, request)) {
        return { kind: 'answer', text, response };
      }
      this.#line.countStray();
    }
  }

  async #accept<Answer>(
    question: Question<Answer>,
    request: string,
    heard: { readonly text: string; readonly response: Response },
    late = false,
  ): Promise<Answer> {
    const { command, spends } = question;
    const { status, payload } = heard.response;
    if (late || !this.#inStep) this.#doubt.trouble();
    const inDoubt = this.#doubt.exists;
    if (spends) this.#doubt.answered(this.#line.strays);
    // A late answer was passed over on the way to the echo, which is the module's last answer now.
    if (!late) this.#previous = { request, response: heard.text };
    if (status !== '00') {
      if (spends) this.#previous = null;
      throw new ModuleRefused(command, status, status === 'EE' ? extendedText(payload) : '');
    }
    try {
      const answer = question.read(payload);
      const confirmation = inDoubt ? question.confirm?.(payload) : null;
      if (confirmation && !(await this.#confirmed(confirmation))) {
        throw new ModuleGarbled(`${command}: the answer belongs to another request`, 'perhaps');
      }
      if (spends && !question.alike) this.#doubt.given(heard.text, request);
      return answer;
    } catch (error) {
      if (!(error instanceof PtvdError)) throw error;
      throw new ModuleGarbled(`${command}: ${error.message}`, spends ? 'perhaps' : 'no');
    }
  }

  async #confirmed(question: Question<boolean>): Promise<boolean> {
    try {
      return await this.#answer(question);
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      const text = `not confirmed: ${error.message}`;
      if (error instanceof ModuleUnplugged) throw new ModuleUnplugged(text, 'perhaps');
      throw new ModuleSilent(text, 'perhaps');
    }
  }

  /**
   * Sends an echo of a number used once and reads up to its answer. Returns the readable frames that
   * came before it and whether there were unreadable ones.
   */
  async #bringInStep(command: string, spent: 'no' | 'perhaps'): Promise<Passed> {
    const passed: Passed = { frames: [], noise: false };
    let status: string | null = null;
    passed.noise = this.#line.hasScrap;
    for (const text of this.#line.takeInput()) pass(text, passed);
    for (let tries = 0; tries <= this.#retries; tries += 1) {
      this.#nonce = (this.#nonce + 1) % 1e8;
      const data = String(this.#nonce).padStart(8, '0');
      const request = encodeRequest('GL?EC', `00008${data}`);
      this.#line.send(request, this.#timeLimit('GL?EC'));
      for (let again = false; !again; ) {
        const text = await this.#line.receive().catch((error: unknown) => {
          throw unplugged(error, spent);
        });
        if (text === null) break;
        const response = pass(text, passed);
        if (response?.command === 'GL?EC' && response.payload === `008${data}`) {
          this.#previous = { request, response: text };
          this.#inStep = true;
          return passed;
        }
        // 20 may be for the echo; the others are the module's state, or its word on an older request.
        if (response?.command === 'GL?ER' && response.status !== '20') status = response.status;
        again = (!response || response.status === '20') && !this.#line.hasInput;
      }
      for (const text of this.#line.takeInput()) pass(text, passed);
    }
    if (status !== null && spent === 'no') throw new ModuleRefused(command, status);
    if (passed.noise) throw new ModuleGarbled(`${command}: only unreadable bytes came`, spent);
    throw new ModuleSilent(`${command}: the module does not answer`, spent);
  }
}
