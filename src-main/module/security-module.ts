import type { EncryptionAlgorithm, TokenCarrierType } from '../../src-shared/sts/fields.ts';

export { UNLIMITED_TRANSACTIONS } from '../../src-shared/transactions.ts';

/**
 * The security module as the till sees it. One implementation speaks STS6 over a link; tests may
 * bring others. Every method rejects with a {@link ModuleError}.
 */
export interface SecurityModule {
  /** `SM?DI`. */
  identify(): Promise<ModuleIdentity>;
  /** `SM?QI`; rejects with ModuleRefused `21` where the module does not know the command. */
  identityDetails(): Promise<ModuleIdentityDetails>;
  /** `SM?QD`. */
  clock(): Promise<ModuleClock>;
  /** `SM?GA`; rejects with ModuleRefused `22` for an empty register and `28` past the last one. */
  keyAttributes(register: number): Promise<KeyAttributes>;
  /** `SM?VC`: a credit token; spends one transaction. `onSent`: the request has been handed on. */
  creditToken(request: TokenRequest, onSent?: () => void): Promise<IssuedToken>;
  /**
   * `GL?RR`: the credit token that the module answered with last, to whomever; null where its last
   * answer was another. To be asked before anything else is.
   */
  lastCreditToken(onSent?: () => void): Promise<IssuedToken | null>;
  /** `SM?VT`: whether a token is the one that such a request asks for. Spends nothing. */
  isCreditTokenOf(request: TokenRequest, digits: string, onSent?: () => void): Promise<boolean>;
  /** `SM?VM`: a management token; spends one transaction. */
  managementToken(request: TokenRequest): Promise<IssuedToken>;
  /** `SM?VT`: what a token says, under a register's key. Spends nothing. */
  verifyToken(request: VerifyRequest): Promise<TokenVerification>;
  /** `SM?CQ`: the transaction counter. */
  transactionCounter(): Promise<TransactionCounter>;
  /**
   * `SM?CI`: hands a licence certificate over, with the counter read before and after and no other
   * command in between. Rejects where the counter cannot be read before; nothing was sent then.
   *
   * @param onSending called with the counter before the certificate leaves; what it throws keeps it here
   */
  loadLicence(
    certificate: string,
    onSending: (before: TransactionCounter) => void,
  ): Promise<LicenceOutcome>;
  /** `SM?KC`: the public key of the KMC; the payload is passed on as the key file has it. */
  loadKmcKey(payload: string): Promise<void>;
  /** `SM?KL`: a vending key; the payload is passed on as the key file has it. */
  loadKey(payload: string): Promise<void>;
  close(): Promise<void>;
}

export interface ModuleIdentity {
  /** Eight digits, e.g. `94000001`. */
  readonly moduleId: string;
  /** e.g. `STS65V10`; `STS6…` speaks this protocol, `STS05…` is Edition 1. */
  readonly firmwareId: string;
}

/** The hardware id by which an emulated module makes itself known. */
export const EMULATED_HARDWARE_ID = 'EMULATED';

export interface ModuleIdentityDetails {
  readonly publicKeyId: string;
  /** {@link EMULATED_HARDWARE_ID} where the module is a program. */
  readonly hardwareId: string;
  readonly firmwareId: string;
  readonly firmwareHash: string;
}

export interface ModuleClock {
  readonly clock: Date;
  /** How far a TID may be from the module's clock, in minutes; 0 where the module does not check. */
  readonly tidWindowMinutes: number;
}

/** The attributes of a key register (`SM?GA`), read by tag. */
export interface KeyAttributes {
  readonly register: number;
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: number;
  readonly keyType: number;
  /** DecoderKeyGenerationAlgorithm, 2 or 4. */
  readonly dkga: number;
  /** Year of the TID base date: 1993, 2014 or 2035. */
  readonly baseDate: number;
  /** KEN: tokens whose TID >> 16 is beyond it are refused; 255 never expires. */
  readonly keyExpiryNumber: number;
  readonly activeFrom: Date | null;
  /** The refresh date: beyond it the key must be refreshed at the KMC. */
  readonly issuedUntil: Date | null;
  readonly unitLimit: number;
  readonly currencyLimit: number;
  /** Tags this program does not know, kept as they came. */
  readonly unknown: Readonly<Record<string, string>>;
}

export interface TokenRequest {
  readonly register: number;
  /** MeterPAN, 18 digits. */
  readonly pan: string;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
  readonly tokenCarrierType: TokenCarrierType;
  readonly subclass: number;
  /** The TransferAmount field as encoded (16 bits), or the register of a management token. */
  readonly amount: number;
  /** TokenIdentifier, 24 bits. */
  readonly tid: number;
}

export interface IssuedToken {
  /** 66 bits in 17 upper-case hex digits. */
  readonly hex: string;
  /** The same in 20 decimal digits. */
  readonly digits: string;
}

export interface VerifyRequest {
  readonly register: number;
  readonly pan: string;
  readonly tariffIndex: number;
  readonly encryptionAlgorithm: EncryptionAlgorithm;
  /** 20 decimal digits. */
  readonly digits: string;
}

export interface TokenVerification {
  /** 0 valid, 3 CRC error, 80 credit under a default key, 41 or 42 expired. */
  readonly result: number;
  readonly tokenClass: number;
  readonly subclass: number;
  /** Of a class 1 token its whole content, 44 bits; 0 of the tokens of a key change. */
  readonly amount: number;
  readonly tid: number;
}

export interface TransactionCounter {
  readonly transactionsLeft: number;
  readonly moduleId: string;
  /** 8 bytes in hex. */
  readonly nonce: string;
  readonly clock: Date;
}

export interface LicenceOutcome {
  readonly before: TransactionCounter;
  /** Why the module did not say yes; where `spent` is `perhaps` it may have taken it all the same. */
  readonly error: ModuleError | null;
  /** Null where the counter could not be read any more. */
  readonly after: TransactionCounter | null;
}

/** A limit (`ULM`, `CLM`) of a key that has none. */
export const NO_LIMIT = 0xffff_ffff;

/**
 * Why the module gave no answer to work with. `spent` says whether the request may have been carried
 * out all the same: it decides if a sale was refused or has to be taken up again.
 */
export abstract class ModuleError extends Error {
  abstract readonly kind: 'unplugged' | 'silent' | 'refused' | 'garbled';
  abstract readonly spent: 'no' | 'perhaps';
}

/** There is no link to the module, or it broke. `spent` is `perhaps` once the request had left. */
export class ModuleUnplugged extends ModuleError {
  override readonly name = 'ModuleUnplugged';
  readonly kind = 'unplugged';
  readonly spent: 'no' | 'perhaps';
  constructor(message: string, spent: 'no' | 'perhaps') {
    super(message);
    this.spent = spent;
  }
}

/**
 * The module did not answer in time, after every retry. `spent` is `no` where the request itself had
 * not been sent yet, or spends nothing.
 */
export class ModuleSilent extends ModuleError {
  override readonly name = 'ModuleSilent';
  readonly kind = 'silent';
  readonly spent: 'no' | 'perhaps';
  constructor(message: string, spent: 'no' | 'perhaps' = 'perhaps') {
    super(message);
    this.spent = spent;
  }
}

/** The module answered, and said no: nothing was spent. */
export class ModuleRefused extends ModuleError {
  override readonly name = 'ModuleRefused';
  readonly kind = 'refused';
  readonly spent = 'no';
  /** The status code of the wire page, two characters. */
  readonly status: string;
  readonly command: string;
  /** The text of an extended error (`EE`). */
  readonly text: string;
  constructor(command: string, status: string, text = '') {
    super(`${command} was refused with status ${status}${text === '' ? '' : `: ${text}`}`);
    this.command = command;
    this.status = status;
    this.text = text;
  }
}

/**
 * Something came back, but nothing to work with: bytes that are no frame, or fields that make no
 * sense. `spent` is `no` where the request itself had not been sent yet, or spends nothing.
 */
export class ModuleGarbled extends ModuleError {
  override readonly name = 'ModuleGarbled';
  readonly kind = 'garbled';
  readonly spent: 'no' | 'perhaps';
  constructor(message: string, spent: 'no' | 'perhaps' = 'perhaps') {
    super(message);
    this.spent = spent;
  }
}
