import { randomBytes } from 'node:crypto';
import { decodeRequest, encodeResponse } from '../sts6/frame.ts';
import {
  dateField,
  FieldReader,
  hexField,
  numberField,
  PtvdError,
  textField,
} from '../sts6/ptvd.ts';
import type { Profile } from './profile.ts';
import { attributeText, KeyRegisters } from './registers.ts';
import { Refusal, STATUS, type Status } from './status.ts';
import {
  type VendingState,
  vendCredit,
  vendKeyChange,
  vendManagement,
} from './vending-commands.ts';
import { verify } from './verify-command.ts';

export interface EmulatedModuleOptions {
  readonly profile: Profile;
  /** The module's clock, UTC. */
  readonly now: () => Date;
  /** Source of the RandomNumber of each token, 0 to 15. */
  readonly rnd: () => number;
  /**
   * Called with what will be left, before a transaction is taken and the token answered, so that the
   * counter can outlive the process: start the next one with a profile that has so many transactions.
   * Where it throws, nothing is spent and the command fails with 01.
   */
  readonly onSpend?: (transactionsLeft: number) => void;
}

/** Shown wherever a real module names its hardware and its keys, so that nobody takes this for one. */
const HARDWARE_ID = 'EMULATED';
const NO_PUBLIC_KEY = '0'.repeat(16);
const NO_FIRMWARE_HASH = '0'.repeat(64);

type Command = (payload: string) => string;

/**
 * A security module of STS Edition 2 (a TSM250 with firmware `STS65V…`) that answers frames of the
 * STS6 serial protocol. EA07 tokens are made with the sample tables of the standard, so no meter takes
 * them.
 *
 * A spent transaction counter answers 31 (INSUFFICIENT_CREDIT_BALANCE): the public statuses have none
 * of its own, this is the nearest, and a maker's own number would mean something else on a real
 * module. `SM?CQ` tells the two apart: 0 left is the licence, anything else the limit of the key.
 */
export class EmulatedModule {
  readonly #options: EmulatedModuleOptions;
  readonly #registers: KeyRegisters;
  readonly #commands: ReadonlyMap<string, Command>;
  #transactionsLeft: number;
  #lastResponse: string | null = null;

  constructor(options: EmulatedModuleOptions) {
    const { profile } = options;
    this.#options = options;
    this.#registers = new KeyRegisters(profile.registers);
    this.#transactionsLeft = profile.transactions;
    const state: VendingState = {
      registers: this.#registers,
      tidWindowMinutes: profile.tidWindowMinutes,
      now: options.now,
      rnd: options.rnd,
      spendTransaction: () => this.#spendTransaction(),
    };
    this.#commands = new Map<string, Command>([
      ['GL?EC', echo],
      ['GL?RS', reset],
      ['SM?DI', (payload) => this.#identify(payload)],
      ['SM?QI', (payload) => this.#identityDetails(payload)],
      ['SM?QD', (payload) => this.#clock(payload)],
      ['SM?GA', (payload) => this.#keyAttributes(payload)],
      ['SM?CQ', (payload) => this.#transactionCounter(payload)],
      ['SM?VC', (payload) => vendCredit(state, payload)],
      ['SM?VM', (payload) => vendManagement(state, payload)],
      ['SM?VK', (payload) => vendKeyChange(state, payload)],
      ['SM?VT', (payload) => verify(state, payload)],
    ]);
  }

  get transactionsLeft(): number {
    return this.#transactionsLeft;
  }

  /** Answers one request frame, given without its CR. The response ends in CR. */
  receive(frame: string): string {
    const request = decodeRequest(frame);
    if ('problem' in request) {
      const isMalformed = request.problem === 'malformed';
      return notUnderstood(isMalformed ? STATUS.invalidRequestHeader : STATUS.checksumError);
    }
    const { command, payload } = request;
    if (command === 'GL?RR') return this.#resend(payload);
    const handler = this.#commands.get(command);
    if (!handler) return notUnderstood(STATUS.invalidRequestHeader);
    // Only answers to commands are kept: on a bad line the host may have to ask for the last response
    // more than once, and neither that nor a request that was not understood may replace it.
    this.#lastResponse = respond(command, () => handler(payload));
    return this.#lastResponse;
  }

  /** Before anything has been answered there is nothing to send again: 02. */
  #resend(payload: string): string {
    if (payload === '' && this.#lastResponse !== null) return this.#lastResponse;
    return respond('GL?RR', () => {
      noFields(payload);
      throw new Refusal(STATUS.formatError);
    });
  }

  #identify(payload: string): string {
    noFields(payload);
    const { moduleId, firmwareId } = this.#options.profile;
    return textField(moduleId) + textField(firmwareId);
  }

  #identityDetails(payload: string): string {
    noFields(payload);
    return (
      textField(NO_PUBLIC_KEY) +
      textField(HARDWARE_ID) +
      textField(this.#options.profile.firmwareId) +
      textField(NO_FIRMWARE_HASH)
    );
  }

  /** A window of 0 minutes says that TIDs are not checked against the clock. */
  #clock(payload: string): string {
    noFields(payload);
    const { tidWindowMinutes } = this.#options.profile;
    return dateField(this.#options.now()) + numberField(tidWindowMinutes ?? 0);
  }

  #keyAttributes(payload: string): string {
    const register = new FieldReader(payload, 1).number(0, 0xffff);
    return textField(attributeText(this.#registers.get(register)));
  }

  #transactionCounter(payload: string): string {
    noFields(payload);
    return (
      numberField(this.#transactionsLeft) +
      textField(this.#options.profile.moduleId) +
      hexField(randomBytes(8).readBigUInt64BE(), 8) +
      dateField(this.#options.now())
    );
  }

  #spendTransaction(): void {
    if (this.#transactionsLeft <= 0) throw new Refusal(STATUS.insufficientCreditBalance);
    const left = this.#transactionsLeft - 1;
    try {
      this.#options.onSpend?.(left);
    } catch {
      // A counter that could not be kept has not been spent, so the token must not leave either.
      throw new Refusal(STATUS.deviceFailure);
    }
    this.#transactionsLeft = left;
  }
}

const ECHO = /^\d\d(\d{3})(.*)$/;

/**
 * `GL?EC`: timeout (2 digits), length (3 digits), data, not as PTVD. The timeout is how long the host
 * is ready to wait; this module answers at once.
 */
function echo(payload: string): string {
  const [, length = '', data = ''] = ECHO.exec(payload) ?? [];
  if (length === '' || Number(length) !== data.length) throw new Refusal(STATUS.formatError);
  return length + data;
}

/** `GL?RS`: nothing to start anew, the module keeps no state but its counter and its last response. */
function reset(payload: string): string {
  noFields(payload);
  return '';
}

function noFields(payload: string): void {
  new FieldReader(payload, 0);
}

/** Runs a command and frames its answer, or the status it was refused with. */
function respond(command: string, run: () => string): string {
  try {
    return encodeResponse(command, STATUS.successful, run());
  } catch (error) {
    if (error instanceof Refusal || error instanceof PtvdError) {
      return encodeResponse(command, error.status);
    }
    throw error;
  }
}

function notUnderstood(status: Status): string {
  return encodeResponse('GL?ER', status);
}
