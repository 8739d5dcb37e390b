import type { TFunction } from 'i18next';
import type { KeyRegister, MeterConfiguration } from '../../src-shared/contract/shapes.ts';
import { fail, ok, type Result } from '../../src-shared/result.ts';

/** A meter's configuration as it is being typed. */
export interface Draft {
  readonly meterNumber: string;
  readonly supplyGroupCode: string;
  readonly keyRevisionNumber: string;
  readonly tariffIndex: string;
  readonly encryptionAlgorithm: 7 | 11;
  readonly tokenCarrierType: 1 | 2;
  readonly tariffId: number | null;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  /** The supply group is typed rather than one of the module's keys. */
  readonly typed: boolean;
}

interface Known {
  readonly drn: string | null;
  readonly known: MeterConfiguration | null;
  readonly customer: { name: string; phone: string; address: string } | null;
  readonly tariffId: number | null;
}

type DraftField = 'meterNumber' | 'supplyGroupCode' | 'keyRevisionNumber' | 'tariffIndex';

/**
 * What can be filled in before anybody types: the card's or the ledger's word first, then the module's
 * first key, then what most meters on it have (numeric tokens, tariff index 01).
 */
export function draftFrom(given: Known, registers: readonly KeyRegister[]): Draft {
  const { known, customer } = given;
  const first = registers[0];
  return {
    meterNumber: given.drn ?? known?.meterNumber ?? '',
    supplyGroupCode: known?.supplyGroupCode ?? first?.supplyGroupCode ?? '',
    keyRevisionNumber: String(known?.keyRevisionNumber ?? first?.keyRevisionNumber ?? 1),
    tariffIndex: String(known?.tariffIndex ?? 1).padStart(2, '0'),
    encryptionAlgorithm: known?.encryptionAlgorithm ?? likelyAlgorithm(first),
    tokenCarrierType: known?.tokenCarrierType ?? 2,
    tariffId: given.tariffId,
    name: customer?.name ?? '',
    phone: customer?.phone ?? '',
    address: customer?.address ?? '',
    typed: false,
  };
}

/** What choosing one of the module's keys fills in. */
export function draftOfRegister(register: KeyRegister) {
  return {
    supplyGroupCode: register.supplyGroupCode,
    keyRevisionNumber: String(register.keyRevisionNumber),
    encryptionAlgorithm: likelyAlgorithm(register),
  };
}

/** DKGA02 makes keys for EA 07 only; DKGA04 came with EA 11. A guess to start from, shown to be checked. */
function likelyAlgorithm(register: KeyRegister | undefined): 7 | 11 {
  return register?.dkga === 4 ? 11 : 7;
}

/** The configuration, or the fields that are not what they must be. The till judges the number itself. */
export function toConfiguration(draft: Draft): Result<MeterConfiguration, readonly DraftField[]> {
  const wrong: DraftField[] = [];
  if (draft.meterNumber.trim() === '') wrong.push('meterNumber');
  if (!/^\d{6}$/u.test(draft.supplyGroupCode)) wrong.push('supplyGroupCode');
  if (!/^[1-9]$/u.test(draft.keyRevisionNumber)) wrong.push('keyRevisionNumber');
  if (!/^\d{1,2}$/u.test(draft.tariffIndex)) wrong.push('tariffIndex');
  if (wrong.length > 0) return fail(wrong);
  return ok({
    meterNumber: draft.meterNumber,
    supplyGroupCode: draft.supplyGroupCode,
    keyRevisionNumber: Number(draft.keyRevisionNumber),
    tariffIndex: Number(draft.tariffIndex),
    encryptionAlgorithm: draft.encryptionAlgorithm,
    tokenCarrierType: draft.tokenCarrierType,
  });
}

/** A key register in the words of its attributes. */
export function registerName(register: KeyRegister, t: TFunction): string {
  return t('meter.register', {
    sgc: register.supplyGroupCode,
    krn: register.keyRevisionNumber,
    year: register.baseDate,
  });
}
