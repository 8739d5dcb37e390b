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
import { LOGGED, logEntry } from './audit-log.ts';
import type { ModuleFault } from './fault-plan.ts';
import type { RequestFaults } from './faults.ts';
import { type Keep, KeptMemory } from './kept-memory.ts';
import { checkKmcKey, keyRequest, keyToLoad, withKey } from './key-commands.ts';
import { readKeyLoad } from './key-load.ts';
import { transactionsLeft, withLicence, withOneSpent } from './licence-counter.ts';
import { limitsLeft, withUnitsSpent } from './limits.ts';
import { freshMemory, type MemoryContent } from './memory.ts';
import type { KeyRegister, Profile } from './profile.ts';
import { attributeText, KeyRegisters } from './registers.ts';
import { Refusal, STATUS, type Status } from './status.ts';
import { modulePublicKeyId } from './training-keys.ts';
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
  /** What it remembers; without it the module is as new as its profile. */
  readonly memory?: MemoryContent;
  /**
   * Called with what the module is to remember, before a transaction is taken and the token answered,
   * and before a licence or a key counts as loaded. Where it throws, nothing of that has happened and
   * the command fails with 01.
   */
  readonly keep?: Keep;
  /** What goes wrong in the module, and how far its clock is off. */
  readonly faults?: {
    before(command: string): RequestFaults;
    clock(now: Date): Date;
  };
}

/** Shown wherever a real module names its hardware, so that nobody takes this for one. */
const HARDWARE_ID = 'EMULATED';
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
  readonly #memory: KeptMemory;
  readonly #commands: ReadonlyMap<string, Command>;
  /** Whether `SM?KC` has brought the key of the KMC since the module was last switched on. */
  #trustsKmc = false;
  #lastResponse: string | null = null;

  /** Throws a {@link Refusal} where the memory holds keys that do not open. */
  constructor(options: EmulatedModuleOptions) {
    const { profile, memory = freshMemory(profile) } = options;
    this.#options = options;
    this.#memory = new KeptMemory(memory, options.keep ?? (() => {}), () => this.#now());
    this.#registers = new KeyRegisters(profile.registers);
    for (const { payload } of memory.keys) {
      this.#registers.load(readKeyLoad(payload, profile.moduleId));
    }
    const state: VendingState = {
      registers: this.#registers,
      tidWindowMinutes: profile.tidWindowMinutes,
      now: () => this.#now(),
      rnd: options.rnd,
      unitsLeft: (register) => limitsLeft(this.#memory.content.limits, register).units,
      spend: (...spent) => this.#spend(...spent),
    };
    this.#commands = new Map<string, Command>([
      ['GL?EC', echo],
      ['GL?RS', (payload) => this.#reset(payload)],
      ['SM?DI', (payload) => this.#identify(payload)],
      ['SM?QI', (payload) => this.#identityDetails(payload)],
      ['SM?QD', (payload) => this.#clock(payload)],
      ['SM?QL', (payload) => this.#auditLog(payload)],
      ['SM?GA', (payload) => this.#keyAttributes(payload)],
      ['SM?CQ', (payload) => this.#transactionCounter(payload)],
      ['SM?CI', (payload) => this.#loadLicence(payload)],
      ['SM?KC', (payload) => this.#trustKmc(payload)],
      ['SM?KR', (payload) => keyRequest(payload, profile)],
      ['SM?KL', (payload) => this.#loadKey(payload)],
      ['SM?VC', (payload) => vendCredit(state, payload)],
      ['SM?VM', (payload) => vendManagement(state, payload)],
      ['SM?VK', (payload) => vendKeyChange(state, payload)],
      ['SM?VT', (payload) => verify(state, payload)],
    ]);
  }

  get transactionsLeft(): number {
    return transactionsLeft(this.#memory.content, this.#now());
  }

  /** What the module remembers when its power is gone. */
  get memory(): MemoryContent {
    return this.#memory.content;
  }

  /** Answers one request frame, given without its CR. The response ends in CR. */
  receive(frame: string): string {
    const request = decodeRequest(frame);
    if ('problem' in request) {
      const isMalformed = request.problem === 'malformed';
      return notUnderstood(isMalformed ? STATUS.invalidRequestHeader : STATUS.checksumError);
    }
    const { command, payload } = request;
    const handler = this.#commands.get(command);
    if (!handler && command !== 'GL?RR') return notUnderstood(STATUS.invalidRequestHeader);
    const faults = this.#options.faults?.before(command);
    for (const event of faults?.events ?? []) this.#suffer(event);
    if (this.#memory.content.tampered) return notUnderstood(STATUS.tamperedState);
    if (faults?.status) return this.#forced(command, faults.status);
    if (!handler) return this.#resend(payload);
    // Only answers to commands are kept: on a bad line the host may have to ask for the last response
    // more than once, and neither that nor a request that was not understood may replace it.
    this.#lastResponse = this.#respond(command, () => handler(payload));
    return this.#lastResponse;
  }

  #now(): Date {
    const now = this.#options.now();
    return this.#options.faults?.clock(now) ?? now;
  }

  /** Runs a command and frames its answer, or the status it was refused with. */
  #respond(command: string, run: () => string): string {
    try {
      return encodeResponse(command, STATUS.successful, run());
    } catch (error) {
      const isRefusal = error instanceof Refusal;
      if (!isRefusal && !(error instanceof PtvdError)) throw error;
      if (LOGGED.has(command)) this.#memory.note(command, error.status);
      return encodeResponse(command, error.status, isRefusal ? error.text : '');
    }
  }

  /** Before anything has been answered there is nothing to send again: 02. */
  #resend(payload: string): string {
    if (payload === '' && this.#lastResponse !== null) return this.#lastResponse;
    return this.#respond('GL?RR', () => {
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
    const { moduleId, firmwareId } = this.#options.profile;
    return (
      textField(modulePublicKeyId(moduleId)) +
      textField(HARDWARE_ID) +
      textField(firmwareId) +
      textField(NO_FIRMWARE_HASH)
    );
  }

  /** A window of 0 minutes says that TIDs are not checked against the clock. */
  #clock(payload: string): string {
    noFields(payload);
    const { tidWindowMinutes } = this.#options.profile;
    return dateField(this.#now()) + numberField(tidWindowMinutes ?? 0);
  }

  #auditLog(payload: string): string {
    const place = new FieldReader(payload, 1).number(0, 0xffff);
    return textField(logEntry(this.#memory.content, place));
  }

  /** ULM and CLM say what is left of the limits in this refresh period. */
  #keyAttributes(payload: string): string {
    const register = this.#registers.get(new FieldReader(payload, 1).number(0, 0xffff));
    const { units, currency } = limitsLeft(this.#memory.content.limits, register);
    return textField(attributeText({ ...register, unitLimit: units, currencyLimit: currency }));
  }

  #transactionCounter(payload: string): string {
    noFields(payload);
    return (
      numberField(this.transactionsLeft) +
      textField(this.#options.profile.moduleId) +
      hexField(randomBytes(8).readBigUInt64BE(), 8) +
      dateField(this.#now())
    );
  }

  #loadLicence(certificate: string): string {
    const { content } = this.#memory;
    this.#memory.change('SM?CI', withLicence(content, certificate, this.#now()));
    return '';
  }

  #trustKmc(payload: string): string {
    checkKmcKey(payload);
    this.#memory.change('SM?KC', {});
    this.#trustsKmc = true;
    return '';
  }

  #loadKey(payload: string): string {
    if (!this.#trustsKmc) throw new Refusal(STATUS.kmcKeyStateError);
    const { content } = this.#memory;
    const entry = keyToLoad(payload, content.moduleId, this.#registers);
    this.#memory.change('SM?KL', { keys: withKey(content.keys, entry.register, payload) });
    this.#registers.load(entry);
    return '';
  }

  #spend(command: string, register: KeyRegister, steps: number): void {
    const { content } = this.#memory;
    this.#memory.change(command, {
      ...withOneSpent(content, this.#now()),
      limits: withUnitsSpent(content.limits, register, steps),
    });
  }

  /** `GL?RS`: as if switched off and on. Its own answer becomes the last response. */
  #reset(payload: string): string {
    noFields(payload);
    this.#memory.change('GL?RS', {});
    this.#restart();
    return '';
  }

  #restart(): void {
    this.#trustsKmc = false;
    this.#lastResponse = null;
  }

  #suffer(event: ModuleFault): void {
    if (event === 'reset') this.#restart();
    const tampered = event === 'tamper' || (event !== 'untamper' && this.#memory.content.tampered);
    const status = tampered ? STATUS.tamperedState : STATUS.successful;
    this.#memory.note(event.toUpperCase(), status, { tampered });
  }

  /** Statuses of the module as a whole come without the command, as if it had not been read. */
  #forced(command: string, status: string): string {
    if (WHOLE_MODULE.has(status)) return encodeResponse('GL?ER', status);
    const response = encodeResponse(command, status, status === 'EE' ? 'FORCED BY --faults' : '');
    if (command !== 'GL?RR') this.#lastResponse = response;
    return response;
  }
}

/** Checksum, unknown header, tampered, application error. */
const WHOLE_MODULE: ReadonlySet<string> = new Set(['20', '21', '57', '58']);

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

function noFields(payload: string): void {
  new FieldReader(payload, 0);
}

function notUnderstood(status: Status): string {
  return encodeResponse('GL?ER', status);
}
