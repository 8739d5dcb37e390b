import { luhnDigit } from '../../src-shared/sts/digits.ts';
import { formatIdRecord, type IdRecord } from '../../src-shared/sts/id-record.ts';
import { parseDrn } from '../../src-shared/sts/meter-number.ts';

/** A legal meter number: ten digits and the one that checks them. */
export function meterNumber(body: string): string {
  return `${body}${luhnDigit(body)}`;
}

/** What the card of a meter on the training module's EA07 key says: 35 digits. */
export function card(drn: string, changed: Partial<IdRecord> = {}): string {
  const meter = parseDrn(drn);
  if (!meter.ok) throw new Error(`not a meter number: ${drn}`);
  return formatIdRecord({
    meter: meter.value,
    dateOfExpiry: null,
    tokenCarrierType: 2,
    encryptionAlgorithm: 7,
    supplyGroupCode: '123456',
    tariffIndex: 3,
    keyRevisionNumber: 2,
    ...changed,
  });
}
